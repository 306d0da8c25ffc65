"""Refuse, and remember, every connection that would leave this machine.

An audit hook sees all of Python's own sockets, also those of code that swallows the error; the
kernels of notebooks speak through ZeroMQ on this machine and are not touched.
"""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

attempts: list[str] = []

_EVENTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")
_installed: list[bool] = []


class NetworkRefusedError(ConnectionError):
    """Something wanted the network, which the kit never uses at run time."""


def install() -> None:
    """Refuse connections for the rest of this process (audit hooks cannot be taken back)."""
    if not _installed:
        sys.addaudithook(_refuse)
        _installed.append(True)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _EVENTS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in _LOOKUPS:
        host = arguments[0]
    else:
        return
    if not _is_this_machine(host):
        attempts.append(f"{event} {host}")
        raise NetworkRefusedError(f"{event} {host}: the kit works without the network")


def _is_this_machine(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in ("", "localhost"):
        return True  # sockets of the file system, and any address of this machine
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
