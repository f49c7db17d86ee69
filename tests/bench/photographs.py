"""Pictures that behave like photographs: smooth gradients, soft edges, and grain. Made by arithmetic, so that no
picture has to be kept in the project.

photograph(seed) gives the bytes of a PNG, the same for the same seed: a sky, hills with soft outlines, water, and the
noise of a sensor over all. Only the standard library is used.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import math
import random
import struct
import zlib

WIDTH, HEIGHT = 900, 600


def photograph(seed: int) -> bytes:
    grain = random.Random(seed)
    hills = [(grain.uniform(0.35, 0.7), grain.uniform(0.03, 0.12), grain.uniform(2, 9), grain.uniform(0, 6))
             for _ in range(4)]
    outlines = [[height + swing * math.sin(waves * x / WIDTH + phase) + swing / 3 * math.sin(3.7 * waves * x / WIDTH)
                 for x in range(WIDTH)] for height, swing, waves, phase in sorted(hills)]
    lines = bytearray()
    for y in range(HEIGHT):
        v = y / HEIGHT
        lines.append(0)  # PNG: no filter on this line
        for x in range(WIDTH):
            glow = math.exp(-((x / WIDTH - 0.7) ** 2 + (v - 0.2) ** 2) * 9)
            red, green, blue = 120 + 100 * v + 70 * glow, 150 + 70 * v + 50 * glow, 205 + 20 * v
            for depth, outline in enumerate(outlines):
                # 0 above the hill, 1 below, soft over a few pixels.
                cover = min(1.0, max(0.0, (v - outline[x]) * 60 + 0.5))
                texture = 6 * math.sin(x * 0.023 + 0.011 * y + 7 * depth) * math.sin(y * 0.041 - 0.017 * x)
                dark = 110 - 22 * depth + texture
                red += (dark * 0.8 - red) * cover
                green += (dark - green) * cover
                blue += (dark * 0.7 - blue) * cover
            noise = grain.gauss(0, 6)
            lines += bytes(min(255, max(0, int(channel + noise))) for channel in (red, green, blue))
    return _png(bytes(lines))


def _png(lines: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) +
            chunk(b"IEND", b""))
