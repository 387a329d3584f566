"""Lists: problems, the ledger, deliveries."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from buckstop.doors.components.examples.cast import (
    NOW,
    PROBLEM,
    TITLE,
    Example,
    at,
    context,
    shell,
)
from buckstop.doors.components.shown.lists import (
    DeliveryRow,
    EntryRow,
    ProblemRow,
    ReactionRow,
    Verified,
)
from buckstop.doors.components.shown.shell import Button, Filter, Option, Paging


def _row(ref: str, title: str, **more: object) -> ProblemRow:
    shown = {
        "state": "open",
        "state_words": "open",
        "owner": "Ana Ruiz",
        "customers": "Nordbank",
        "url": f"/problems/{ref}/",
        **more,
    }
    return ProblemRow(ref=ref, title=title, **shown)  # type: ignore[arg-type]


ROWS = [
    _row("P-1042", TITLE, customers="Nordbank +2", hurts="hurts badly", due=at(10, 40)),
    _row(
        "P-1029",
        "Invoices carry last month’s address",
        customers="Alpina Hotels",
        owner="Bruno Okafor",
        due=at(10, 15),
        found="…the old address is still in the template…",
    ),
    _row("P-1040", "New laptop for the Chur branch", kind_words="Request", due=at(16, days=1)),
    _row(
        "P-1031",
        "The label printer in hall 3 prints blanks",
        customers="Lumen Logistics",
        due=at(14, 30),
    ),
    _row(
        "P-1035",
        "Scanner app closes after the update",
        state="fixed",
        state_words="fixed, asked",
        customers="Lumen Logistics",
        owner="Mei Tan",
        due=at(9, days=1),
    ),
    _row(
        "P-0871",
        "Gateway certificate store full",
        state="closed",
        state_words="closed, solved",
        closed_at=at(17, 40, days=-12),
    ),
]

FILTERS = [
    Filter(
        name="state",
        label="State",
        options=[
            Option(label="any", url="/problems/"),
            Option(label="open", url="/problems/?state=open", chosen=True, count=41),
            Option(label="fixed", url="/problems/?state=fixed", count=9),
            Option(label="closed", url="/problems/?state=closed"),
        ],
    ),
    Filter(
        name="kind",
        label="Kind",
        options=[
            Option(label="any", url="/problems/?state=open", chosen=True),
            Option(label="problem", url="/problems/?state=open&kind=problem"),
            Option(label="request", url="/problems/?state=open&kind=request"),
        ],
    ),
    Filter(
        name="owner",
        label="Owner",
        options=[
            Option(label="anybody", url="/problems/?state=open", chosen=True),
            Option(label="me", url="/problems/?state=open&owner=me"),
        ],
    ),
]

_SAID = [
    ("Buckstop", "Ines Keller reported it by mail.", "customer", "Nordbank only"),
    ("Buckstop", "Ana Ruiz, on shift, became the owner.", "customer", ""),
    ("Buckstop", "Promised news by 09:32.", "customer", ""),
    ("Ana Ruiz", "Wrote to Ines Keller.", "customer", "Nordbank only"),
    ("Ana Ruiz", "Kept the promise of news by 09:32.", "customer", ""),
    ("Bruno Okafor", "Wrote a note inside.", "internal", ""),
    ("Ana Ruiz", "Offered the problem to Bruno Okafor, who answers by 11:05.", "internal", ""),
]
ENTRIES = [
    EntryRow(
        number=n,
        at=at(9, 2) + timedelta(minutes=9 * (n - 1)),
        actor=actor,
        sentence=said,
        audience=audience,
        concerns=concerns,
        digest=sha256(said.encode()).hexdigest(),
    )
    for n, (actor, said, audience, concerns) in enumerate(_SAID, 1)
][::-1]

_DELIVERIES = [
    DeliveryRow(
        id="d1",
        to="marco.hofer@alpina.example",
        subject="Re: Night audit stands still",
        state="uncertain",
        state_words="Uncertain",
        at=at(10, 8),
        ref="P-1042",
        url=PROBLEM,
        why="We were interrupted between handing it over and writing that down.",
        acts=[
            Button(label="It arrived", url="/deliveries/d1/arrival/", post=True),
            Button(label="Send it again", url="/deliveries/d1/repeat/", post=True),
        ],
    ),
    DeliveryRow(
        id="d2",
        to="info@lumen.example",
        subject="Re: Scanner app",
        state="failed",
        state_words="Didn’t arrive",
        at=at(9, 50),
        attempts=4,
        ref="P-1035",
        url="/problems/P-1035/",
        why="Their server says: 550 no such mailbox.",
        acts=[Button(label="Set aside", url="/deliveries/d2/aside/", post=True)],
    ),
]
_REACTIONS = [
    ReactionRow(
        id="r1",
        reaction="Tell the customers who owns it now",
        entry="P-1029 no. 14, handoff accepted",
        owner="Carla Mendes",
        first_at=at(9, 31),
        next_at=at(10, 40),
        attempts=5,
        ref="P-1029",
        url="/problems/P-1029/",
        why="Template update_handoff.txt: ‘owner’ is missing",
        acts=[Button(label="Try now", url="/reactions/r1/retry/", post=True)],
    ),
]


def _examples() -> list[Example]:
    listed = {
        "q": "",
        "kept": [],
        "clear_url": "/problems/",
        "filters": FILTERS,
        "rows": ROWS,
        "count_words": "41 open problems",
        "paging": Paging(older_url="?after=abc"),
    }
    nothing = {**listed, "rows": [], "q": "zebra", "count_words": "none of 312"}
    first = {
        **listed,
        "rows": [],
        "filters": [],
        "clear_url": "",
        "count_words": "",
        "paging": Paging(),
    }
    whole = Verified(entries=7, head=ENTRIES[0].digest, at=NOW)
    broken = Verified(
        entries=7,
        head=ENTRIES[0].digest,
        at=NOW,
        broken_at=4,
        sentence="Entry 4 was changed after it was written: its hash doesn’t fit entry 5.",
    )
    ledger = {
        "ref": "P-1042",
        "title": TITLE,
        "back": PROBLEM,
        "entries": ENTRIES,
        "verified": None,
        "paging": Paging(),
        "exports": [
            Button(label="Export for Nordbank", url=PROBLEM + "ledger/exports/x/", sheet=False)
        ],
    }
    verified = ({**ledger, "verified": result} for result in (whole, broken))
    return _made(listed, nothing, first, *verified)


def _made(
    listed: dict[str, Any],
    nothing: dict[str, Any],
    first: dict[str, Any],
    whole: dict[str, Any],
    broken: dict[str, Any],
) -> list[Example]:
    pages: list[tuple[str, str, str, dict[str, Any]]] = [
        ("problems", "problems", "problems", listed),
        ("problems-nothing-fits", "problems", "problems", nothing),
        ("problems-first-day", "problems", "problems", first),
        ("ledger", "ledger", "problems", whole),
        ("ledger-broken", "ledger", "problems", broken),
        (
            "deliveries",
            "deliveries",
            "deliveries",
            {"deliveries": _DELIVERIES, "reactions": _REACTIONS, "paging": Paging()},
        ),
        (
            "deliveries-none",
            "deliveries",
            "deliveries",
            {"deliveries": [], "reactions": [], "paging": Paging()},
        ),
    ]
    return [
        Example(
            name=name,
            template=f"desk/{template}.html",
            context=context(shell=shell(place, leads=True, trouble=2), **more),
        )
        for name, template, place, more in pages
    ]


EXAMPLES = _examples()
