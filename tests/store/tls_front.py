"""HAProxy in front of the object store: speaks TLS with the clients, and writes down what the store answered.

`with TlsFront(scratch, certificate, store_port)` listens on two ports of loopback: `port` hands requests on as they are,
`altering_port` changes the value of the header x-amz-meta-app-faxid on the way, as a proxy of a network may. answers()
are (method, path, status) of all requests so far, as HAProxy logs them: a status of -1 is no answer, 400 or 408 HAProxy's
own one to a request that did not come to its end.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import socket
import subprocess

from ports import free_ports
from processes import end, start, until

CONFIGURATION = """global
    log stdout format raw local0
defaults
    mode http
    log global
    log-format "answer %HM %HPO %ST"
    timeout connect 5s
    timeout client 20s
    timeout server 20s
frontend untouched
    bind 127.0.0.1:{port} ssl crt {certificate}
    default_backend store
frontend altering
    bind 127.0.0.1:{altering_port} ssl crt {certificate}
    http-request set-header x-amz-meta-app-faxid 1
    default_backend store
backend store
    server swift 127.0.0.1:{store_port}
"""


class TlsFront:
    def __init__(self, scratch: pathlib.Path, certificate: pathlib.Path, store_port: int):
        self.port, self.altering_port = free_ports(2)
        self._file = scratch / "haproxy.cfg"
        self._log = scratch / "haproxy.log"
        self._file.write_text(CONFIGURATION.format(port=self.port, altering_port=self.altering_port,
                                                   certificate=certificate, store_port=store_port))
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "TlsFront":
        self._process = start(["haproxy", "-db", "-f", str(self._file)], self._log)
        try:
            until(self._listens, "HAProxy")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        if self._process:
            end(self._process)

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def answers(self) -> list[tuple[str, str, int]]:
        return [(method, path, int(status)) for method, path, status in
                re.findall(r"^answer (\S+) (\S+) (-?\d+)$", self._log.read_text("utf-8", "replace"), re.MULTILINE)]
