"""The tables in the documents that say what the code says: `python -m tests.tables` writes them."""

import os
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django
from django.urls import URLPattern

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
django.setup()
from buckstop.conversations.letters.letter import LETTERS  # noqa: E402, F401 (letters register)
from buckstop.doors.clock.duties import duties  # noqa: E402
from buckstop.doors.desk import urls  # noqa: E402
from buckstop.doors.desk.guard import AUDIENCES  # noqa: E402
from buckstop.doors.shared.metering import REQUESTS  # noqa: E402, F401 (meters register)
from buckstop.journeys import ledger_log, ocel_out  # noqa: E402
from buckstop.kit.duties import in_order  # noqa: E402
from buckstop.ledger.entries import REGISTRY, Fact  # noqa: E402
from buckstop.ledger.reactions import REACTIONS  # noqa: E402
from buckstop.meters.exposition import GAUGES  # noqa: E402
from buckstop.meters.measure import MEASURES  # noqa: E402
from buckstop.meters.meter import METERS, PREFIX  # noqa: E402
from buckstop.people.roles import Capability  # noqa: E402
from buckstop.people.table import TABLES as TAKEN  # noqa: E402
from buckstop.people.telling import FACINGS, TELLINGS  # noqa: E402
from tests.source import ROOT, sources  # noqa: E402

for path in (s.path for s in sources() if re.match(r"src/buckstop/\w+/entries\b", s.path)):
    import_module(path.removeprefix("src/").removesuffix(".py").replace("/", "."))
duties()  # each app brings its own

OF_LETTERS, TELL_STAFF = "conversations.", "notices.tell_staff"


def entries() -> str:
    """Every kind of entry: its code, whose it is, who reads it, and how it is said."""
    head = "| code | written by | audience | said |"
    return "\n".join([head, "|---|---|---|---|", *(_row(kind) for _, kind in _ours())])


def _ours() -> list[tuple[str, type[Fact]]]:
    """The product's kinds, in order: tests register some of their own."""
    return sorted((c, kind) for c, kind in REGISTRY.items() if ".tests" not in kind.__module__)


def _row(kind: type[Fact]) -> str:
    app = kind.__module__.split(".")[1]
    said = re.sub(r"{(\w+)}", r"*\1*", kind.says)
    return f"| `{kind.code}` | {app} | {kind.audience} | {said} |"


def what_follows() -> str:
    """What follows facts."""
    rows = []
    for code, fact in _ours():
        names = [name for name, one in sorted(REACTIONS.items()) if fact in one.facts]
        letters = [name.removeprefix(OF_LETTERS) for name in names if name.startswith(OF_LETTERS)]
        told = [TELLINGS[fact].words] if fact in TELLINGS else []
        told += [f"account managers: {FACINGS[fact].words}"] if fact in FACINGS else []
        also = [f"`{name}`" for name in names if not name.startswith((OF_LETTERS, TELL_STAFF))]
        if names:
            rows.append(
                f"| `{code}` | {', '.join(letters)} | {'; '.join(told)} | {', '.join(also)} |"
            )
    head = "| fact | letter to customers | staff are told | and besides |"
    return "\n".join([head, "|---|---|---|---|", *rows])


def what_is_done() -> str:
    """A worker's duties."""
    rows = []
    for duty in in_order():
        seconds = int(duty.every.total_seconds())
        every = f"{seconds} s" if seconds % 60 else f"{seconds // 60} min"
        often = f"every {every}" if duty.every else "each turn"
        batches = f", {duty.most} batches at most" if duty.most > 1 else ""
        apart = ", beside the others" if duty.long else ""
        rows.append(f"| {duty.name} | {often}{batches}{apart} | {duty.channel} |")
    return "\n".join(["| duty | how often | before what leaves by |", "|---|---|---|", *rows])


def metrics() -> str:
    """What monitoring is told."""
    rows: list[tuple[str, str, Any]] = [
        (f"{meter.name}{'_total' if meter.kind == 'counter' else ''}", meter.kind, meter)
        for meter in METERS.values()
    ]
    rows += [(one.name, "gauge", one) for one in MEASURES.values()]
    rows += [(one.name, "gauge", one) for one in GAUGES]
    lines = [
        f"| `{PREFIX}{name}` | {kind} | {', '.join(f'`{label}`' for label in one.labels)} "
        f"| {one.says} |"
        for name, kind, one in sorted(rows, key=lambda row: row[0])
    ]
    return "\n".join(["| metric | kind | labels | what it says |", "|---|---|---|---|", *lines])


def who_reaches_what() -> str:
    """For whom of the staff each address of the desk is there: sheets with what they are of."""
    said = {str(one.pattern): AUDIENCES[str(one.name)] for one in urls.urlpatterns
            if isinstance(one, URLPattern) and one.name in AUDIENCES}  # fmt: skip
    rows = [
        f"| `/{at}` | {who.value} |"
        for at, who in sorted(said.items())
        if not (at.endswith("new/") and at.removesuffix("new/") in said)
    ]
    return "\n".join(["| address | is there for |", "|---|---|", *rows])


def taken_out() -> str:
    """The tables that may be taken out."""
    rows = [
        f"| `{name}` | {one.says} | {_who(one.needs)} "
        f"| {', '.join(f'`{given}`' for given in one.takes)} |"
        for name, one in sorted(TAKEN.items())
    ]
    return "\n".join(["| table | what it is | for | takes |", "|---|---|---|---|", *rows])


def _who(needs: Capability) -> str:
    return "who leads" if needs is Capability.LEAD else "the desk"


def columns() -> str:
    """Every column of them."""
    kinds = {str: "text", int: "integer", float: "number", bool: "boolean"}
    rows = [
        f"| {f'`{name}`' if column is one.columns[0] else ''} | `{column.name}` "
        f"| {kinds.get(column.kind, 'time')} | {column.says} |"
        for name, one in sorted(TAKEN.items())
        for column in one.columns
    ]
    return "\n".join(["| of | column | is | what it says |", "|---|---|---|---|", *rows])


def given() -> str:
    """What may be asked for besides."""
    found: dict[str, str] = {}
    for _name, one in sorted(TAKEN.items()):
        found |= one.takes
    rows = [f"| `{name}` | {says} |" for name, says in found.items()]
    return "\n".join(["| parameter | only what is |", "|---|---|", *rows])


def steps() -> str:
    """The steps of our own ledger as a log."""
    rows = [
        f"| `{step}` | {ledger_log.WORDS[step]} "
        f"| {', '.join(f'`{code}`' for code, of in ledger_log.STEPS.items() if of == step)} |"
        for step in dict.fromkeys(ledger_log.STEPS.values())
    ]
    rows.append(
        f"| `{ledger_log.PASSED_ON}` | {ledger_log.WORDS[ledger_log.PASSED_ON]} "
        "| `tenure-began` after another one |"
    )
    return "\n".join(["| step | reads | entry |", "|---|---|---|", *rows])


def objects() -> str:
    """What an entry is about, as OCEL 2.0 has it."""
    kinds = {"problem": ["its own"], "customer": ["`cases`"]}
    for name, kind in ocel_out.KINDS.items():
        kinds.setdefault(kind, []).append(f"`{name}`")
    rows = [f"| `{kind}` | {', '.join(names)} |" for kind, names in kinds.items()]
    return "\n".join(["| object | fields of the entry |", "|---|---|", *rows])


TABLES: dict[Callable[[], str], str] = {
    entries: "docs/ledger-entries.md",
    what_follows: "docs/what-follows.md",
    what_is_done: "docs/what-follows.md",
    metrics: "docs/operator-guide.md",
    who_reaches_what: "docs/who-reaches-what.md",
    taken_out: "docs/tables.md",
    given: "docs/tables.md",
    columns: "docs/tables.md",
    steps: "docs/event-log.md",
    objects: "docs/event-log.md",
}


def written(text: str, table: str) -> str:
    """`text` with the table that has the same head instead of its own."""
    head = re.escape(table.split("\n", 1)[0])
    return re.sub(
        rf"^{head}\n(?:\|.*\n?)*", lambda _: f"{table}\n", text, count=1, flags=re.MULTILINE
    )


def main() -> None:
    """Write each where it stands."""
    for table, name in TABLES.items():
        path = ROOT / name
        path.write_text(written(path.read_text(), table()))


if __name__ == "__main__":
    main()
