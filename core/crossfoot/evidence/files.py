"""Files of evidence: kept in the audit file byte for byte in pieces, or only known by their fingerprint.

The program never opens an attached file as what it claims to be; it keeps its bytes, and for the check of a quote reads
plain text.
"""

from __future__ import annotations

import email
import hashlib
import zlib
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import EvidenceError
from crossfoot.evidence.model import Evidence

PIECE = 1024 * 1024
_TEXT_ENDINGS = (".txt", ".eml", ".csv")
_READ_UP_TO = 16 * PIECE  # bytes of a text file in which a quote is looked for


def fingerprint(path: Path) -> tuple[str, int]:
    """sha256 and size of a file; EvidenceError where it cannot be read or is empty."""
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(path):
        digest.update(piece)
        size += len(piece)
    if not size:
        raise EvidenceError(f"{path.name} is empty (0 bytes).", "Ask the sender for the file again.")
    return digest.hexdigest(), size


def attach(audit: Audit, evidence_uid: str, path: Path, sha256: str) -> None:
    """Keep the file's bytes, inside a write block; EvidenceError where they are no longer those of `sha256`."""
    digest = hashlib.sha256()
    for seq, piece in enumerate(_pieces(path)):
        digest.update(piece)
        audit.connection.execute(
            "INSERT INTO cf_evidence_chunk VALUES (?, ?, ?)", (evidence_uid, seq, zlib.compress(piece))
        )
    if digest.hexdigest() != sha256:
        raise EvidenceError(
            f"{path.name} changed while it was being read; nothing was kept.",
            "Close it in other programs and add it again.",
        )


def attached_pieces(audit: Audit, evidence: Evidence) -> Iterator[bytes]:
    """The bytes of an attached file, piece by piece."""
    for (data,) in audit.connection.execute(
        "SELECT data FROM cf_evidence_chunk WHERE evidence_uid = ? ORDER BY seq", (evidence.uid,)
    ):
        yield zlib.decompress(data)


def attached_text(audit: Audit, evidence: Evidence) -> str | None:
    """What a quote can be looked for in: the text of an attached .txt, .csv or .eml file; None for anything else."""
    ending = Path(evidence.name).suffix.lower()
    if not evidence.attached or ending not in _TEXT_ENDINGS or (evidence.bytes or 0) > _READ_UP_TO:
        return None
    content = b"".join(attached_pieces(audit, evidence))
    return _message_text(content) if ending == ".eml" else _decoded(content)


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except FileNotFoundError:
        raise EvidenceError(f"There is no file {path}.", "Check its name and folder.") from None
    except IsADirectoryError:
        raise EvidenceError(f"{path} is a folder, not a file.", "Add the files in it one by one.") from None
    except OSError as error:
        raise EvidenceError(
            f"{path.name} cannot be read: {error.strerror}.", "Check who may read the file."
        ) from None


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    return content.decode("cp1252", errors="replace")


def _message_text(content: bytes) -> str | None:
    """Subject, sender and plain text parts of a message; None where it has no plain text.

    Read by the older rules of the library: the newer ones fail on headers that are not as they should be.
    """
    message = email.message_from_bytes(content)
    parts = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    if not parts:
        return None
    lines = [
        f"{name}: {_header_text(str(message[name] or ''))}" for name in ("From", "To", "Date", "Subject")
    ]
    for part in parts:
        loaded = part.get_payload(decode=True)
        if isinstance(loaded, bytes):
            lines.append(_charset_text(loaded, part.get_content_charset()))
    return "\n".join(lines)


def _header_text(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, ValueError, MessageError):
        return text


def _charset_text(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return _decoded(content)
