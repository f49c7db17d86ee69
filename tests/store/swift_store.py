"""An object store that others wrote: OpenStack Swift with its S3 interface, on ports of loopback and in a scratch folder.

`with Swift(scratch) as store` starts memcached and the four servers of Swift as ordinary processes of whoever runs this,
with one disk, which is a folder. `scratch` has to be on a file system with extended attributes, where Swift keeps the
headers of objects. What the S3 interface took is read back by Swift's own interface, past S3 and its signatures:

    store.access_key, store.secret_key   what a URL has to be signed with, for the region us-east-1
    store.bucket("faxout")               makes a bucket
    store.names("faxout")                the names of its objects, sorted
    store.object("faxout", name)         one of them with its bytes and headers
    store.port                           of the S3 interface, which speaks plain HTTP

Refuses (Timeout) when it does not answer within a minute, and (FileNotFoundError) when it is not installed.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import getpass
import json
import pathlib
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from ports import free_ports
from processes import end, output_of, start, until

SERVERS = ("account", "container", "object", "proxy")
HERE = pathlib.Path(__file__).resolve().parent

COMMON = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
log_udp_host = 127.0.0.1
log_udp_port = {no_log}
"""
STORAGE = COMMON + """devices = {folder}/disks
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
PROXY = COMMON + """[pipeline:main]
pipeline = catch_errors cache s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{memcached}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user_name} = {secret} .admin
[filter:slo]
use = egg:swift#slo
"""


@dataclass
class StoredObject:
    content: bytes
    headers: dict[str, str]  # names in small letters


class Swift:
    ACCOUNT, USER = "fax", "service"
    access_key = f"{ACCOUNT}:{USER}"
    secret_key = "secret-of-the-store"

    def __init__(self, scratch: pathlib.Path):
        self.folder = scratch / "swift"
        *ports, self._memcached, self._no_log = free_ports(len(SERVERS) + 2)
        self._ports = dict(zip(SERVERS, ports))
        self.port = self._ports["proxy"]
        self._processes: list[subprocess.Popen] = []
        self._token = self._url = ""

    def __enter__(self) -> "Swift":
        try:
            self._configure()
            self._start()
            until(self._log_in, "the object store", 60)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        for process in reversed(self._processes):
            end(process)

    def _configure(self) -> None:
        (self.folder / "disks/disk").mkdir(parents=True)
        for kind, port in self._ports.items():
            template = PROXY if kind == "proxy" else STORAGE
            (self.folder / f"{kind}.conf").write_text(template.format(
                kind=kind, port=port, user=getpass.getuser(), folder=self.folder, no_log=self._no_log,
                memcached=self._memcached, account=self.ACCOUNT, user_name=self.USER, secret=self.secret_key))
        output_of(["/usr/bin/python3", "-B", str(HERE / "swift_rings.py"), str(self.folder),
                   *(f"{kind}={self._ports[kind]}" for kind in SERVERS if kind != "proxy")])

    def _start(self) -> None:
        self._processes.append(start(
            ["memcached", "-l", "127.0.0.1", "-p", str(self._memcached), "-U", "0", "-m", "16", "-u", getpass.getuser()],
            self.folder / "memcached.log"))
        for kind in SERVERS:
            self._processes.append(start([f"swift-{kind}-server", str(self.folder / f"{kind}.conf"), "--verbose"],
                                         self.folder / f"{kind}.log"))

    def _log_in(self) -> bool:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/auth/v1.0",
                                         headers={"X-Auth-User": self.access_key, "X-Auth-Key": self.secret_key})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                self._token, self._url = answer.headers["X-Auth-Token"], answer.headers["X-Storage-Url"]
                return True
        except OSError:  # nobody listens yet, or the server behind it is not there
            return False

    def _ask(self, target: str, method: str = "GET") -> tuple[bytes, dict[str, str]]:
        request = urllib.request.Request(f"{self._url}/{target}", method=method, headers={"X-Auth-Token": self._token})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}

    def bucket(self, name: str) -> None:
        # The proxy answers before the servers behind it do.
        def made() -> bool:
            try:
                self._ask(name, "PUT")
                return True
            except urllib.error.HTTPError:
                return False

        until(made, f"the bucket {name}", 60)

    def names(self, bucket: str) -> list[str]:
        return sorted(each["name"] for each in json.loads(self._ask(f"{bucket}?format=json")[0]))

    def object(self, bucket: str, name: str) -> StoredObject:
        return StoredObject(*self._ask(f"{bucket}/{urllib.parse.quote(name)}"))
