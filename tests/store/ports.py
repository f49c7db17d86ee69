"""Ports of loopback that nobody uses now, for servers that cannot choose one themselves.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import socket


def free_ports(count: int) -> list[int]:
    """All are held until the last one is found, so that no two are the same."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]
