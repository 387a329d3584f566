"""The entries of a grown problem's chain, in order, and the one statement that writes them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

SQL = Path(__file__).parent / "sql"
LATER = "opened + interval '10 minutes'"
WRITTEN = {"opened": "opened_iso", LATER: "later_iso", "ended": "ended_iso"}


@dataclass(frozen=True)
class Step:
    """An entry of every chain: its code, who acted, when, and its fields as SQL, in order.

    `which` is the condition under which it is there, `case` the case it speaks of, as SQL.
    """

    code: str
    fields: dict[str, str]
    kind: str = "desk"
    by: str = "NULL::uuid"
    at: str = "opened"
    which: str = "true"
    customer: bool = False
    case: str = ""


def _key(kind: int) -> str:
    return f"growing.hex(growing.key({kind}, stamp, tail))"


_PROMISED: dict[str, str] = {"debtor": "growing.hex(owner)"}
_STAFF: dict[str, Any] = {"kind": "staff", "by": "owner", "which": "NOT young", "at": LATER}
_OWED = "growing.iso(due + interval '2 hours')"
_DUE = "CASE WHEN closed THEN ended_iso ELSE growing.iso(due) END"


def _reported(
    which: str, case: str, contact: str, customer: str, text: int, ack: int
) -> list[Step]:
    """What a customer's first mail makes: their case, their words, the acknowledgement."""
    theirs: dict[str, Any] = {
        "kind": "contact", "by": contact, "which": which, "case": case, "customer": True,
    }  # fmt: skip
    names = {"case": f"growing.hex({case})", "contact": f"growing.hex({contact})"}
    opened = {**names, "customer": f"growing.hex({customer})", "how": "'mail'"}
    letter = {"kind": "'acknowledgement'", "message": _key(ack)}
    return [
        Step("case-opened", opened, **theirs),
        Step("customer-heard", {**names, "message": f"digest{text}"}, **theirs),
        Step("letter-sent", letter, which=which, customer=True, case=case),
    ]


def _updated(which: str, case: str, message: int, text: int) -> Step:
    fields = {"kind": "'update'", "message": _key(message), "text": f"digest{text}"}
    return Step("message-sent", fields, customer=True, case=case, **_STAFF | {"which": which})


def _confirmed(which: str, case: str, contact: str) -> Step:
    fields = {"case": f"growing.hex({case})", "contact": f"growing.hex({contact})", "how": "'page'"}
    return Step(
        "case-confirmed", fields, "contact", contact, "ended", which, customer=True, case=case
    )


KIND = "(ARRAY['problem', 'problem', 'problem', 'request', 'question'])[1 + n % 5]"
STEPS = (
    Step("problem-opened", {"hurts": "#n % 3", "kind": KIND, "number": "#g.number",
                            "problem": "growing.hex(problem)"}),
    Step("tenure-began", {"before": "#'null'", "how": "'routed'", "to": "growing.hex(owner)"},
         customer=True),
    Step("news-promised", {"commitment": _key(6), **_PROMISED, "due": "growing.iso(first_due)"},
         customer=True),
    *_reported("true", "kase", "contact", "g.customer", 1, 11),
    *_reported("many", "kase2", "contact2", "customer2", 5, 51),
    Step("understanding-written", {"understanding": _key(14), "what": "digest3"}, customer=True,
         **_STAFF),
    Step("step-added", {"commitment": _key(8), "what": "digest4",
                        "debtor": "growing.hex(CASE WHEN n % 3 = 0 THEN contact ELSE owner END)",
                        "due": "CASE WHEN closed THEN ended_iso"
                               " ELSE growing.iso(due + interval '5 hours') END"},
         customer=True, case="kase", **_STAFF),
    _updated("NOT young", "kase", 12, 2),
    _updated("many", "kase2", 52, 9),
    Step("news-sent", {"commitment": _key(6), "how": "'mail'", "news": "#'true'"}, customer=True,
         **_STAFF),
    Step("news-promised", {"commitment": _key(7), **_PROMISED, "due": _DUE}, customer=True,
         **_STAFF),
    Step("asked", {"commitment": _key(45), "debtor": "growing.hex(other)", "due": _OWED,
                   "what": "digest6"}, **_STAFF | {"which": "asks"}),
    Step("escalated", {"commitment": _key(46), "debtor": "growing.hex(above)", "due": _OWED,
                       "reason": "digest7", "by_customer": "#'false'"},
         **_STAFF | {"which": "climbs"}),
    Step("handoff-offered", {"handoff": _key(47), "to": "growing.hex(other)", "brief": "digest8",
                             "answer_by": _OWED}, **_STAFF | {"which": "offered"}),
    Step("owed-kept", {"commitment": _key(8), "kind": "'step'"}, at="ended", which="closed",
         customer=True, case="kase"),
    _confirmed("closed", "kase", "contact"),
    _confirmed("closed AND many", "kase2", "contact2"),
    Step("news-sent", {"commitment": _key(7), "how": "'mail'", "news": "#'true'"}, at="ended",
         which="closed", customer=True),
    Step("problem-closed", {"outcome": "'confirmed'"}, at="ended", which="closed", customer=True),
)  # fmt: skip


def statement() -> str:
    """Writes the entries of all chains in `grown`, and the chains."""
    numbered = list(enumerate(STEPS, 1))
    text = (SQL / "entries.sql").read_text()
    made = "\n".join(_step(number, step) for number, step in numbered)
    return text.format(steps=made, rows=",\n        ".join(_row(n, step) for n, step in numbered))


def _step(number: int, step: Step) -> str:
    said = [
        f"'\"{name}\":' || ({value.removeprefix('#')})"
        if value.startswith("#")
        else f"'\"{name}\":\"' || {value} || '\"'"
        for name, value in sorted(step.fields.items())
    ]
    template = (SQL / "entry.sql").read_text()
    return template.format(
        step=number,
        before=f"s{number - 1}",
        code=step.code,
        kind=step.kind,
        by=step.by,
        at=step.at,
        iso=WRITTEN[step.at],
        which=step.which,
        audience=_audience(step),
        cases=f"ARRAY[{step.case}]" if step.case else "ARRAY[]::uuid[]",
        fields=" || ',' || ".join(said),
    )


def _row(number: int, step: Step) -> str:
    return (
        f"(growing.key({100 + number}, stamp, tail), a{number}.applies, s{number}.number,"
        f" b{number}.content, a{number}.salt, c{number}.seal, s{number}.hash, '{step.code}',"
        f" a{number}.at, '{_audience(step)}', '{step.kind}', a{number}.actor, a{number}.cases)"
    )


def _audience(step: Step) -> str:
    return "customer" if step.customer else "internal"
