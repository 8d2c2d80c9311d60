"""Zip packages written byte by byte, so that their directory may lie and their parts may be huge and packed at once."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 256 * 1024


@dataclass(frozen=True)
class Packed:
    """One part as it stands in the zip: its packed bytes, and what the directory claims of it."""

    data: bytes
    size: int
    crc: int
    method: int = 8
    packed_size: int | None = None
    flags: int = 0


def packed(*pieces: bytes | tuple[bytes, int]) -> Packed:
    """Pieces one after the other; a pair is a piece so many times. Repeats are packed once and copied."""
    data, crc, size = [], 0, 0
    for piece in pieces:
        block, times = piece if isinstance(piece, tuple) else (piece, 1)
        most = max(1, min(times, _BLOCK // max(1, len(block))))
        whole, rest = divmod(times, most)
        for text, repeats in ((block * most, whole), (block * rest, 1 if rest else 0)):
            if not repeats or not text:
                continue
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            data.append((packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)) * repeats)
            for _ in range(repeats):
                crc = zlib.crc32(text, crc)
            size += len(text) * repeats
    data.append(b"\x03\x00")  # an empty last block
    return Packed(b"".join(data), size, crc)


def write_zip(path: Path, parts: Iterable[tuple[str, Packed]]) -> Path:
    """The package with these parts in this order."""
    directory, at, count = [], 0, 0
    with path.open("wb") as file:
        for name, part in parts:
            packed_size = len(part.data) if part.packed_size is None else part.packed_size
            facts = struct.pack(
                "<HHHHHIIIH",
                20, part.flags, part.method, 0, 33, part.crc, packed_size, part.size, len(name.encode()),
            )  # fmt: skip
            local = b"PK\x03\x04" + facts + b"\x00\x00" + name.encode()
            file.write(local + part.data)
            tail = b"\x00" * 12 + struct.pack("<I", at) + name.encode()
            directory.append(b"PK\x01\x02\x14\x00" + facts + tail)
            at += len(local) + len(part.data)
            count += 1
        listed = b"".join(directory)
        file.write(listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), at, 0))
    return path
