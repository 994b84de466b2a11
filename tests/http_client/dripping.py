"""A server on loopback that never comes to an end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n"
DRIPS = {
    "status": (b"", b"H"),
    "headers": (HEAD + b"X-Long: ", b"x"),
    "body": (HEAD + b"Content-Length: 9999999\r\n\r\n", b" "),
    "body-without-a-length": (HEAD + b"\r\n", b" "),
}


@contextmanager
def dripping(start: bytes, drop: bytes) -> Iterator[str]:
    """Answer each connection with ``start`` and then ``drop`` for ever, ten times a second."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.sendall(start)
            while not ended.wait(0.1):
                connection.sendall(drop)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=drip, args=(listener.accept()[0],), daemon=True).start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        ended.set()
        # Closing does not wake who waits in accept(): the port would go on listening, and a later
        # accept() could take the connection of whoever is given the same file descriptor.
        listener.shutdown(socket.SHUT_RDWR)
        accepting.join()
        listener.close()
