"""Writes the rings of a Swift with one disk: which server has what.

    swift_rings.py FOLDER KIND=PORT…

Swift's own command makes one change to one ring at a time; this makes all rings in one process.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import sys

from swift.common.ring import RingBuilder


def write(ring: pathlib.Path, port: int) -> None:
    builder = RingBuilder(part_power=1, replicas=1, min_part_hours=0)
    builder.add_dev({"id": 0, "region": 1, "zone": 1, "weight": 1, "device": "disk", "ip": "127.0.0.1", "port": port,
                     "replication_ip": "127.0.0.1", "replication_port": port})
    builder.rebalance()
    builder.get_ring().save(str(ring))


if __name__ == "__main__":
    for argument in sys.argv[2:]:
        kind, number = argument.split("=")
        write(pathlib.Path(sys.argv[1], f"{kind}.ring.gz"), int(number))
