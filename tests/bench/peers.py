"""The peers' side of the measurements, one whole process each, in the environment made for them (`.venv-bench`).

    python -P tests/bench/peers.py calamine WORKBOOK          read every row of its first sheet
    python -P tests/bench/peers.py duckdb WORKBOOK TARGET.db  read_xlsx, all text, into a SQLite file
    python -P tests/bench/peers.py pandas WORKBOOK TARGET.db  read_excel by openpyxl, then to_sql
    python -P tests/bench/peers.py offers duckdb              succeed if what it needs is installed

It is started by its path and imports nothing of this project. DuckDB's extensions come as packages that hold the
extension's file; each is loaded from there, and fetching from a network is switched off.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

_EXTENSIONS = ("excel", "sqlite_scanner")


def calamine(workbook: str) -> None:
    """python-calamine, only reading: `iter_rows` of the first sheet."""
    from python_calamine import CalamineWorkbook

    for _ in CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).iter_rows():
        pass


def duckdb(workbook: str, target: str) -> None:
    """DuckDB's `read_xlsx` with `all_varchar` into a table of an attached SQLite file: no types, no provenance."""
    import duckdb as library

    extensions = _extensions()
    run = library.connect()
    run.execute("SET autoinstall_known_extensions = false")
    run.execute("SET autoload_known_extensions = false")
    for name in _EXTENSIONS:
        run.execute(f"LOAD {_text(extensions[name])}")
    run.execute(f"ATTACH {_text(target)} AS target (TYPE sqlite)")
    run.execute(
        f"CREATE TABLE target.completions AS SELECT * FROM read_xlsx({_text(workbook)}, all_varchar = true)"
    )
    run.execute("DETACH target")


def pandas(workbook: str, target: str) -> None:
    """pandas as most scripts use it: `read_excel` with openpyxl, then `to_sql`."""
    import sqlite3

    import pandas as library

    connection = sqlite3.connect(target)
    library.read_excel(workbook, engine="openpyxl").to_sql("completions", connection, index=False)
    connection.commit()
    connection.close()


def offers(peer: str) -> None:
    """Exit code 1, and a sentence on standard output, where something of the peer is missing."""
    missing = ""
    if find_spec({"calamine": "python_calamine"}.get(peer, peer)) is None:
        missing = f"{peer} is not installed"
    elif peer == "duckdb" and (absent := [name for name in _EXTENSIONS if name not in _extensions()]):
        missing = f"DuckDB's extension {' and '.join(absent)} is not installed"
    print(missing)
    sys.exit(bool(missing))


def _extensions() -> dict[str, str]:
    """The extensions' files by name, from the packages `duckdb-ext-excel` and `duckdb-ext-sqlite`."""
    spec = find_spec("duckdb_ext")
    places = list(spec.submodule_search_locations or ()) if spec else []
    files = [file for place in places for file in Path(place).rglob("*.duckdb_extension")]
    return {file.stem: str(file) for file in files}


def _text(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"


PEERS = {"calamine": calamine, "duckdb": duckdb, "pandas": pandas, "offers": offers}

if __name__ == "__main__":
    PEERS[sys.argv[1]](*sys.argv[2:])
