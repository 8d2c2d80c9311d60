"""The peers' side of the measurements, one whole process each, in the environment made for them (`.venv-bench`).

    python -P tests/bench/peers.py calamine WORKBOOK          read every row of its first sheet
    python -P tests/bench/peers.py duckdb WORKBOOK TARGET.db  read_xlsx, all text, into a SQLite file
    python -P tests/bench/peers.py pandas WORKBOOK TARGET.db  read_excel by openpyxl, then to_sql
    python -P tests/bench/peers.py duckdb_checks ROWS.sqlite TEXTS.json TARGET.json   checks on native tables
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


_MACROS = (
    "cf_days_between(a, b) AS date_diff('day', a[1:10]::DATE, b[1:10]::DATE)",
    "cf_add_days(a, n) AS strftime(a[1:10]::DATE + n::INTEGER * INTERVAL 1 DAY, '%Y-%m-%d')",
    "cf_add_months(a, n) AS strftime(a[1:10]::DATE + n::INTEGER * INTERVAL 1 MONTH, '%Y-%m-%d')",
    "cf_months_between(a, b) AS date_sub('month', a[1:10]::DATE, b[1:10]::DATE)",
    "cf_fiscal_year(a) AS year(a[1:10]::DATE + INTERVAL 3 MONTH)",
    "fold(t) AS lower(trim(t))",
)
"""What checks may call, for the names that one line of DuckDB can say."""


def duckdb_checks(rows: str, texts: str, target: str) -> None:
    """Each check on native tables with one thread: CPU seconds of its views and its SELECT, and the funnel it gives."""
    import json
    import time

    import duckdb as library

    run = library.connect(config={"threads": 1})
    run.execute("SET autoinstall_known_extensions = false")
    run.execute("SET autoload_known_extensions = false")
    run.execute(f"LOAD {_text(_extensions()['sqlite_scanner'])}")
    run.execute(f"ATTACH {_text(rows)} AS source (TYPE sqlite, READ_ONLY)")
    for (name,) in run.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'"
    ).fetchall():
        run.execute(f'CREATE TABLE "{name}" AS SELECT * FROM source."{name}"')
    for macro in _MACROS:
        run.execute(f"CREATE MACRO {macro}")
    found = {}
    for check in json.loads(Path(texts).read_text()):
        try:
            found[check["check"]] = _one_check(run, check, time.process_time)
        except library.Error as error:
            print(f"{check['check']}: {str(error).splitlines()[0]}", file=sys.stderr)
            run.execute("ROLLBACK") if "transaction" in str(error).lower() else None
    Path(target).write_text(json.dumps(found))


def _one_check(run, check, clock):  # type: ignore[no-untyped-def]
    for name, table in check["small"].items():
        run.execute(f'DROP TABLE IF EXISTS "{name}"')
        types = ", ".join(
            f'"{column}" {_type(table, place)}' for place, column in enumerate(table["columns"])
        )
        run.execute(f'CREATE TABLE "{name}" ({types})')
        marks = ", ".join("?" * len(table["columns"]))
        for row in table["rows"]:
            run.execute(f'INSERT INTO "{name}" VALUES ({marks})', row)
    began = clock()
    for name, sql in check["views"]:
        run.execute(f'CREATE OR REPLACE TABLE "{name}" AS {_bound(sql, check["bindings"])}')
    run.execute(f"CREATE OR REPLACE TABLE outcomes AS {_bound(check['sql'], check['bindings'])}")
    taken = clock() - began
    funnel = run.execute("SELECT outcome, count(*) FROM outcomes GROUP BY 1 ORDER BY 1").fetchall()
    return {"cpu": taken, "funnel": dict(funnel)}


def _type(table, place):  # type: ignore[no-untyped-def]
    values = [row[place] for row in table["rows"] if row[place] is not None]
    return "BIGINT" if values and all(isinstance(v, int) for v in values) else "VARCHAR"


def _bound(sql, bindings):  # type: ignore[no-untyped-def]
    """The text with its parameters written in: sqlglot leaves them as `$name`."""
    import re

    def value(match):  # type: ignore[no-untyped-def]
        found = bindings.get(match.group(1))
        return (
            "NULL" if found is None else str(found) if isinstance(found, int | float) else _text(str(found))
        )

    return re.sub(r"[$:](\w+)\b", lambda m: value(m) if m.group(1) in bindings else m.group(0), sql)


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


PEERS = {
    "calamine": calamine,
    "duckdb": duckdb,
    "duckdb_checks": duckdb_checks,
    "pandas": pandas,
    "offers": offers,
}

if __name__ == "__main__":
    PEERS[sys.argv[1]](*sys.argv[2:])
