"""Tiny workbooks in the old Excel format (BIFF8 in an OLE file), record by record, plain or encrypted (RC4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

GENERAL, DATE = 0, 1
"""The two styles that every workbook here has."""
_NONE = 0xFFFFFFFF
_END = 0xFFFFFFFE
_SECTOR = 512
_PLAIN = (0x0809, 0x002F)
"""BOF and FilePass are never encrypted."""
_SALT = bytes(range(16))


@dataclass(frozen=True)
class XlsSheet:
    """One sheet: `cells` are records made by the functions below; `state` is 0, 1 (hidden) or 2 (very hidden)."""

    name: str = "Sheet1"
    cells: tuple[bytes, ...] = ()
    state: int = 0


def record(kind: int, body: bytes = b"") -> bytes:
    """One record: its kind, its length, its body."""
    return struct.pack("<HH", kind, len(body)) + body


def text(row: int, column: int, value: str) -> bytes:
    """A text; row and column count from 0."""
    return record(
        0x0204, struct.pack("<HHHHB", row, column, GENERAL, len(value), 1) + value.encode("utf-16-le")
    )


def number(row: int, column: int, value: float, style: int = GENERAL) -> bytes:
    """A number, with a style."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def boolean(row: int, column: int, value: bool) -> bytes:
    """TRUE or FALSE."""
    return record(0x0205, struct.pack("<HHHBB", row, column, GENERAL, value, 0))


def error(row: int, column: int, code: int) -> bytes:
    """An error cell; 42 is #N/A."""
    return record(0x0205, struct.pack("<HHHBB", row, column, GENERAL, code, 1))


def merged(first_row: int, last_row: int, first_column: int, last_column: int) -> bytes:
    """One merged range."""
    return record(0x00E5, struct.pack("<HHHHH", 1, first_row, last_row, first_column, last_column))


def write_xls(path: Path, *sheets: XlsSheet, date1904: bool = False, password: str | None = None) -> Path:
    """Write the sheets; with a password encrypted as Excel 97 to 2003 did."""
    stream = _workbook(sheets, date1904, password)
    path.write_bytes(ole_file({"Workbook": stream if password is None else _encrypted(stream, password)}))
    return path


def _workbook(sheets: tuple[XlsSheet, ...], date1904: bool, password: str | None) -> bytes:
    start = _begin(0x0005)
    if password is not None:
        start += record(0x002F, struct.pack("<HHH", 1, 1, 1) + _SALT + _verifier(password))
    start += record(0x0042, b"\xb0\x04") + record(0x0022, struct.pack("<H", date1904))
    start += b"".join(
        record(0x00E0, struct.pack("<HH", 0, number_format) + bytes(16)) for number_format in (0, 14)
    )
    bodies = [_begin(0x0010) + b"".join(sheet.cells) + record(0x000A) for sheet in sheets]
    names = [struct.pack("<BB", len(s.name), 1) + s.name.encode("utf-16-le") for s in sheets]
    at = len(start) + sum(4 + 6 + len(name) for name in names) + 4
    for sheet, name, body in zip(sheets, names, bodies, strict=True):
        start += record(0x0085, struct.pack("<IBB", at, sheet.state, 0) + name)
        at += len(body)
    stream = start + record(0x000A) + b"".join(bodies)
    return stream + record(0, bytes(max(0, 4096 - len(stream) - 4)))  # so that it ends where a record ends


def _begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def ole_file(streams: dict[str, bytes]) -> bytes:
    """An OLE file with one stream or several, each at least 4,096 bytes long by noughts at its end."""
    padded = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    chain: list[int] = [0xFFFFFFFD, _END]  # sector 0 is the table of sectors, 1 the directory
    entries = [("Root Entry", 5, _END, 0)]
    content = b""
    for name, body in padded.items():
        count = -(-len(body) // _SECTOR)
        entries.append((name, 2, len(chain), len(body)))
        chain += [*range(len(chain) + 1, len(chain) + count), _END]
        content += body.ljust(count * _SECTOR, b"\0")
    table = b"".join(struct.pack("<I", sector) for sector in chain).ljust(_SECTOR, b"\xff")
    directory = b""
    for index, (name, kind, sector, size) in enumerate(entries):
        following = index + 1 if 0 < index < len(entries) - 1 else _NONE
        letters = name.encode("utf-16-le")
        directory += letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
        directory += struct.pack("<III", _NONE, following, 1 if index == 0 else _NONE) + bytes(36)
        directory += struct.pack("<IQ", sector, size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", _NONE) * 108
    return head + table + directory.ljust(_SECTOR, b"\0") + content


def _verifier(password: str) -> bytes:
    verifier = bytes(range(50, 66))
    return _rc4(_key(password, 0), verifier + md5(verifier).digest())


def _encrypted(stream: bytes, password: str) -> bytes:
    """The stream with all encrypted but the heads of records, BOF, FilePass and the places of the sheets."""
    covered = b"".join(
        _rc4(_key(password, block), stream[start : start + 1024])
        for block, start in enumerate(range(0, len(stream), 1024))
    )
    written, at = bytearray(covered), 0
    while at < len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        plain = 4 + (length if kind in _PLAIN else 4 if kind == 0x0085 else 0)
        written[at : at + plain] = stream[at : at + plain]
        at += 4 + length
    return bytes(written)


def _key(password: str, block: int) -> bytes:
    """[MS-OFFCRYPTO] 2.3.6.2."""
    first = md5(password.encode("utf-16-le")).digest()[:5]
    second = md5((first + _SALT) * 16).digest()[:5]
    return md5(second + struct.pack("<I", block)).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    written, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        written.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(written)
