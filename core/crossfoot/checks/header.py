"""Read one check file: the header in its first comment, the SELECT, and the query of its figures.

A file that is written wrongly is a CheckDefinitionError that names the file and the line.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from crossfoot.checks.model import (
    AMONG_TESTED,
    Check,
    FigureSentence,
    OutcomeKind,
    Parameter,
    ParameterType,
    Seed,
)
from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.model import RecordType

_HEADER = re.compile(r"\A\s*/\*\s*crossfoot-(check|view)[ \t]*\n(.*?)\*/", re.DOTALL)
_FIGURES = re.compile(r"^--[ \t]*figures[ \t]*$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

_TEXTS = ("title", "question", "unit", "population", "condition", "cause", "effect", "recommend")
_REQUIRED = ("id", "title", "question", "kind", "unit", "population", "condition")
_KEYS = frozenset(
    (
        *_TEXTS,
        "id",
        "kind",
        "criteria",
        "background",
        "facts",
        "absent_record",
        "record_type",
        "criteria_from",
        "needs",
        "uses",
        "without",
        "params",
        "figures",
        "kinds",
        "evidence",
        "chart",
        "seeds",
        "reasons",
        "rests_on",
    )
)
RESTS_ON = ("samples", "requests")
"""What of the audit's own work a check may read beside lists."""
_SEED_KEYS = frozenset(("kind", "says", "sql", "among"))
_PARAMETER_KEYS = frozenset(("type", "meaning", "source", "default", "choices"))
_SOURCES = ("criterion", "term", "auditor", "audit", "definition")
_FIGURE_KEYS = frozenset(("sentence", "where", "rows", "parts"))
STANDARD_FIGURES = ("read", "tested", "excluded", "exempt", "exceptions", "rate", "rate_low", "rate_high")
"""The figures that the runner makes for every check; a header declares only its own."""
EXTRA_FIELDS = frozenset(("row_id", "import_id", "row_no", "hidden", "agency_ref", "repeats"))


@dataclass(frozen=True, slots=True)
class PackView:
    """A view that several checks of a pack share. `indexes` are the columns by which they look its rows up."""

    name: str
    sql: str
    file: str
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A check's text while it is read, so that a mistake can name its line."""

    text: str
    file: str

    def wrong(self, message: str, near: str = "", hint: str = "") -> CheckDefinitionError:
        """The mistake, with the first line that holds `near`."""
        match = re.search(near, self.text, re.MULTILINE) if near else None
        line = self.text.count("\n", 0, match.start()) + 1 if match else 1
        return CheckDefinitionError(
            f"{self.file}, line {line}: {message}", hint or "Correct the header of this check module."
        )


def parse_check(text: str, file: str, family: str, types: Mapping[str, RecordType]) -> Check:
    """The check that `text` (the whole content of `file`) defines; `types` are the record types of its pack."""
    source = _Source(text, file)
    head, body = _split(source, "check")
    sql, figures_sql = _queries(source, body, has_figures=bool(head.get("figures")))
    check = _check_of(source, head, family, types, sql, figures_sql)
    lines = [text.count("\n", 0, text.rindex(query)) + 1 if query else 0 for query in (sql, figures_sql)]
    return replace(check, sql_line=lines[0], figures_line=lines[1])


def parse_program(header: str, text: str, file: str, types: Mapping[str, RecordType], name: str) -> Check:
    """The check that a program of core defines: `header` is its TOML, `text` the whole module, `name` its name."""
    source = _Source(text, file)
    return replace(_check_of(source, tomllib.loads(header), "analytics", types, "", ""), program=name)


def _check_of(
    source: _Source,
    head: dict[str, Any],
    family: str,
    types: Mapping[str, RecordType],
    sql: str,
    figures_sql: str,
) -> Check:
    _refuse_unknown(source, head, _KEYS, "the header")
    for key in _REQUIRED:
        if not isinstance(head.get(key), str) or not head[key].strip():
            raise source.wrong(f"the header lacks {key!r}.")
    if head["kind"] not in get_args(OutcomeKind):
        raise source.wrong(f"kind is {head['kind']!r}; it is one of exception, measure, lead.", r"^kind\b")
    strange = [name for name in head.get("rests_on", ()) if name not in RESTS_ON]
    if strange:
        raise source.wrong(f"rests_on names {strange[0]!r}; it is of {', '.join(RESTS_ON)}.", r"^rests_on\b")
    needs = _fields(source, head, "needs", types)
    uses = _fields(source, head, "uses", types)
    parameters = tuple(_parameter(source, name, table) for name, table in head.get("params", {}).items())
    figures = tuple(_figure(source, name, table) for name, table in head.get("figures", {}).items())
    record_type = head.get("record_type") or next(iter(needs), "")
    if record_type and record_type not in types:
        raise source.wrong(f"there is no record type {record_type!r} in the pack.", r"^record_type\b")
    texts: dict[str, Any] = {key: str(head.get(key, "")) for key in _TEXTS}
    check = Check(
        **texts,
        id=head["id"],
        family=family,
        kind=head["kind"],
        criteria=tuple(head.get("criteria", ())),
        background=tuple(head.get("background", ())),
        needs=needs,
        uses=uses,
        parameters=parameters,
        figures=figures,
        kinds=dict(head.get("kinds", {})),
        facts=tuple(head.get("facts", ())),
        evidence=dict(head.get("evidence", {})),
        absent_record=bool(head.get("absent_record", False)),
        sql=sql,
        figures_sql=figures_sql,
        file=source.file,
        sha256=hashlib.sha256(source.text.encode()).hexdigest(),
        record_type=record_type,
        criteria_from=str(head.get("criteria_from", "")),
        without=dict(head.get("without", {})),
        chart=dict(head.get("chart", {})),
        reasons=tuple(head.get("reasons", ())),
        rests_on=tuple(head.get("rests_on", ())),
        seeds=tuple(_seed(source, table, head.get("kinds", {})) for table in head.get("seeds", ())),
    )
    _refuse_dangling_names(source, check)
    return check


def parse_view(text: str, file: str) -> PackView:
    """A view of the pack: a header with its `name` (and what it `says`), then one SELECT."""
    source = _Source(text, file)
    head, body = _split(source, "view")
    _refuse_unknown(source, head, frozenset(("name", "says", "indexes")), "the header of a view")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", str(head.get("name", ""))):
        raise source.wrong("the header of a view lacks a name in lower case.")
    return PackView(head["name"], body.strip().rstrip(";"), file, tuple(head.get("indexes", ())))


def _split(source: _Source, word: str) -> tuple[dict[str, Any], str]:
    match = _HEADER.match(source.text)
    if match is None and source.text.startswith(f"/* crossfoot-{word}") and "*/" not in source.text:
        raise source.wrong(f"the comment `/* crossfoot-{word}` has no end `*/`.")
    if match is None or match.group(1) != word:
        raise source.wrong(f"the file does not begin with a comment `/* crossfoot-{word}`.")
    first_line = source.text.count("\n", 0, match.start(2))
    try:
        head = tomllib.loads(match.group(2))
    except tomllib.TOMLDecodeError as error:
        said = re.sub(r"line (\d+)", lambda m: f"line {int(m.group(1)) + first_line}", str(error))
        line = re.search(r"line (\d+)", said)
        raise CheckDefinitionError(
            f"{source.file}, line {line.group(1) if line else first_line + 1}: the header is not valid TOML: {said}.",
            "Correct the header of this check module.",
        ) from None
    return head, source.text[match.end() :]


def _queries(source: _Source, body: str, *, has_figures: bool) -> tuple[str, str]:
    parts = _FIGURES.split(body)
    if len(parts) > 2:
        raise source.wrong("there is more than one query of figures.", r"^--[ \t]*figures")
    sql = parts[0].strip().rstrip(";").strip()
    figures_sql = parts[1].strip().rstrip(";").strip() if len(parts) == 2 else ""
    if not sql:
        raise source.wrong("there is no SELECT after the header.")
    if has_figures != bool(figures_sql):
        raise source.wrong(
            "figures are declared without a query `-- figures`, or the other way round.", r"figures"
        )
    return sql, figures_sql


def _refuse_unknown(source: _Source, table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise source.wrong(
                f"{where} knows no {key!r}.",
                rf"^\s*(\[[\w.]*)?{re.escape(key)}\b",
                f"It may hold: {', '.join(sorted(known))}.",
            )


def _fields(
    source: _Source, head: dict[str, Any], part: str, types: Mapping[str, RecordType]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, fields in head.get(part, {}).items():
        if name not in types:
            raise source.wrong(
                f"[{part}] names {name!r}, which is no record type of the pack.", rf"^{re.escape(name)}\b"
            )
        for field in fields:
            if types[name].field(field) is None:
                raise source.wrong(
                    f"[{part}] names {name}.{field}, but {name} has no such field.",
                    rf"^{re.escape(name)}\b.*{field}",
                )
        found[name] = tuple(fields)
    return found


def _parameter(source: _Source, name: str, table: dict[str, Any]) -> Parameter:
    near = rf"^\[params\.{re.escape(name)}\]"
    _refuse_unknown(source, table, _PARAMETER_KEYS, f"parameter {name}")
    kind, origin = table.get("type"), table.get("source", "")
    if kind not in get_args(ParameterType):
        raise source.wrong(
            f"parameter {name} has type {kind!r}; it is one of {', '.join(get_args(ParameterType))}.", near
        )
    if origin not in _SOURCES:
        raise source.wrong(
            f"parameter {name} has source {origin!r}; it is one of {', '.join(_SOURCES)}.", near
        )
    if not table.get("meaning"):
        raise source.wrong(f"parameter {name} lacks its meaning.", near)
    if kind == "choice" and not table.get("choices"):
        raise source.wrong(f"parameter {name} is a choice without choices.", near)
    return Parameter(
        name,
        cast(ParameterType, kind),
        table["meaning"],
        origin,
        table.get("default"),
        tuple(table.get("choices", ())),
    )


def _figure(source: _Source, name: str, table: dict[str, Any] | str) -> FigureSentence:
    near = rf"^(\[figures\.)?{re.escape(name)}\b"
    if name in STANDARD_FIGURES:
        raise source.wrong(f"figure {name} is made for every check; give this one another name.", near)
    if isinstance(table, str):
        return FigureSentence(name, table)
    _refuse_unknown(source, table, _FIGURE_KEYS, f"figure {name}")
    if not table.get("sentence"):
        raise source.wrong(f"figure {name} lacks its sentence.", near)
    return FigureSentence(
        name, table["sentence"], table.get("where", ""), table.get("rows", ""), tuple(table.get("parts", ()))
    )


def _seed(source: _Source, table: dict[str, Any], kinds: Mapping[str, str]) -> Seed:
    _refuse_unknown(source, table, _SEED_KEYS, "a seed")
    kind = str(table.get("kind", ""))
    if kinds and kind not in kinds:
        raise source.wrong(f"a seed is of kind {kind!r}, which [kinds] does not name.", r"^\[\[seeds\]\]")
    if not table.get("says") or not table.get("sql"):
        raise source.wrong("a seed lacks what it says or its sql.", r"^\[\[seeds\]\]")
    return Seed(kind, table["says"], tuple(table["sql"]), table.get("among", AMONG_TESTED))


def _refuse_dangling_names(source: _Source, check: Check) -> None:
    """Names in sentences, parts, charts and limitations must be declared somewhere."""
    figures = {figure.name for figure in check.figures}
    known = (
        figures
        | set(STANDARD_FIGURES)
        | {p.name for p in check.parameters}
        | {"as_of", "as_of_date", "period_start", "period_end"}
    )
    sentences = [check.condition, *(figure.sentence for figure in check.figures)]
    for name in (name for sentence in sentences for name in _PLACEHOLDER.findall(sentence)):
        if name.partition("@")[0] not in known | {"group"}:
            raise source.wrong(
                f"a sentence speaks of {{{name}}}, which is no figure or parameter.",
                rf"\{{{re.escape(name)}\}}",
            )
    for figure in check.figures:
        for part in figure.parts:
            if part not in known:
                raise source.wrong(
                    f"figure {figure.name} is made of {part!r}, which is no figure.", rf'"{re.escape(part)}"'
                )
    if check.chart and check.chart.get("figure") not in figures:
        raise source.wrong(
            f"the chart shows {check.chart.get('figure')!r}, which is no figure.", r"^\[chart\]"
        )
    reads = {**check.needs, **check.uses}
    for place in check.without:
        record_type, _, field = place.partition(".")
        if record_type not in reads or (field and field not in check.uses.get(record_type, ())):
            raise source.wrong(f"[without] speaks of {place}, which [uses] does not name.", re.escape(place))
