"""First on PYTHONPATH, this makes a process, and each process that it starts, refuse to use a socket."""

from __future__ import annotations

import sys

REFUSED = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in REFUSED:
        raise RuntimeError(f"the program used the network: {event} {arguments[1:]}")


sys.addaudithook(refuse)
