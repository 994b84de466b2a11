"""TLS in front of a store that speaks none, as operators put it there."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1, with its key in the same file."""
    path = folder / "server.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(path), "-out", str(folder / "public.pem")),
        ],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + (folder / "public.pem").read_bytes())
    return path


@contextmanager
def tls(port: int, pem: Path, passing: Callable[[int], object] = lambda _: None) -> Iterator[int]:
    """Give a port whose TLS connections go on to ``port``.

    ``passing`` is told how many bytes clients have sent so far.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    total = 0

    def passed(source: socket.socket, target: socket.socket, *, counted: bool) -> None:
        nonlocal total
        with suppress(OSError):
            while block := source.recv(2**16):
                target.sendall(block)
                if counted:
                    total += len(block)
                    passing(total)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def serve(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                raw, _ = listener.accept()
                threading.Thread(target=connect, args=[raw], daemon=True).start()

    def connect(raw: socket.socket) -> None:
        with (
            suppress(OSError),
            context.wrap_socket(raw, server_side=True) as client,
            socket.create_connection(("127.0.0.1", port)) as server,
        ):
            back = threading.Thread(
                target=passed, args=[server, client], kwargs={"counted": False}, daemon=True
            )
            back.start()
            passed(client, server, counted=True)
            back.join()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=[listener], daemon=True).start()
        yield listener.getsockname()[1]
