"""A worker of the tests: it does what a message says."""

from __future__ import annotations

import os
import resource
import socket
import time

from ascc_ld.ground.faults import AsccError, UnreadableGraph
from ascc_ld.processes.worker import (
    Message,
    WorkerReply,
    confine,
    first_message,
    later_messages,
    send,
)


def reply(message: Message) -> WorkerReply:
    match message["do"]:
        case "say":
            return WorkerReply({"said": message["words"]}, message["content"].encode())
        case "fail":
            raise UnreadableGraph(message["words"])
        case "die":
            os._exit(1)
        case "half":
            os.write(1, b'{"bytes": 100}\nhalf')
            os._exit(0)
        case "open":
            try:
                socket.create_connection(("127.0.0.1", message["port"])).close()
            except OSError as error:
                return WorkerReply({"said": str(error)})
            return WorkerReply({"said": "opened"})
        case "limits":
            names = ("RLIMIT_NOFILE", "RLIMIT_CORE")
            return WorkerReply({n: resource.getrlimit(getattr(resource, n)) for n in names})
    time.sleep(600)
    return WorkerReply()


def main() -> None:
    message = first_message()
    received = later_messages()
    if message.get("confined"):
        confine(2**30)
    while True:
        try:
            send(reply(message))
        except AsccError as error:
            send(WorkerReply.of_error(error))
        message, _ = received.get()


if __name__ == "__main__":
    main()
