"""A line between client and server on which a connection goes wrong when it is told to.

`with RoughLine(port)` listens on a port of loopback (`line.port`) and carries bytes to and from the one given, which it
does not understand: TLS goes through it. An order goes for the next connection that comes, the oldest first:

    line.order(Delayed(seconds))     carries nothing for so long, then everything
    line.order(StalledAfter(count))  carries so many bytes to the server, then nothing more, and stays open
    line.order(AnswerHeld(count))    once so many bytes have gone to the server, what it says is kept back until cut()

A connection for which there is no order is carried as it is. cut() resets the clients' connections whose answers are
kept back: they never hear them. `line.connections` is how many have come.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import collections
import contextlib
import socket
import struct
import threading
import time
from dataclasses import dataclass

PIECE = 2048
PATIENCE = 60  # seconds without a byte, after which a connection is given up


@dataclass(frozen=True)
class Delayed:
    seconds: float


@dataclass(frozen=True)
class StalledAfter:
    count: int


@dataclass(frozen=True)
class AnswerHeld:
    count: int


Order = Delayed | StalledAfter | AnswerHeld | None


class Connection:
    def __init__(self, client: socket.socket, server: socket.socket, order: Order, cut: threading.Event):
        self._client = client
        self._server = server
        self._order = order
        self._cut = cut
        self._sent = 0  # bytes to the server

    def carry(self) -> None:
        with self._client, self._server:
            back = threading.Thread(target=self._pump, args=(self._server, self._client, self._may_come), daemon=True)
            back.start()
            self._pump(self._client, self._server, self._may_go)
            back.join(PATIENCE)

    def _pump(self, source: socket.socket, target: socket.socket, may_pass) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if may_pass(len(piece)):
                    target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def _may_go(self, length: int) -> bool:
        self._sent += length
        return not (isinstance(self._order, StalledAfter) and self._sent > self._order.count)

    def _may_come(self, _length: int) -> bool:
        if not (isinstance(self._order, AnswerHeld) and self._sent > self._order.count):
            return True
        self._cut.wait(PATIENCE)
        # With this option, closing is a reset. It comes when the other thread, which this wakes, lets go too.
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._client.shutdown(socket.SHUT_RD)
        raise ConnectionResetError


class RoughLine:
    def __init__(self, target_port: int):
        self._target = ("127.0.0.1", target_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._orders: collections.deque[Order] = collections.deque()
        self._cut = threading.Event()
        self.connections = 0

    def __enter__(self) -> "RoughLine":
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        # Without shutdown, the thread that accepts would wait on.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def order(self, order: Order) -> None:
        self._orders.append(order)

    def cut(self) -> None:
        self._cut.set()
        self._cut = threading.Event()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):  # the end of the listener
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                order = self._orders.popleft() if self._orders else None
                threading.Thread(target=self._serve, args=(client, order), daemon=True).start()

    def _serve(self, client: socket.socket, order: Order) -> None:
        if isinstance(order, Delayed):
            time.sleep(order.seconds)
        try:
            server = socket.create_connection(self._target, PATIENCE)
        except OSError:
            client.close()
            return
        client.settimeout(PATIENCE)
        Connection(client, server, order, self._cut).carry()
