"""Office documents are zip packages that note when they were made; here they get a fixed time, so bytes repeat."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def steady(package: bytes, made: dt.datetime, *, packed: bool = False) -> bytes:
    """The same package with `made` as its only time, taken as UTC; two builds from the same content are the same bytes.

    Stored, because compressed bytes differ from one zlib to another; `packed` compresses, where a small file matters
    more than the same bytes on every machine.
    """
    stamp = made.isoformat(timespec="seconds").encode() + b"Z"
    when = made.timetuple()[:6]
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", method) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, when)
            entry.create_system = 0
            target.writestr(entry, content, method)
    return out.getvalue()
