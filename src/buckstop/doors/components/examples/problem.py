"""P-1042: open, offered to me, fixed, closed, and just arrived."""

from dataclasses import replace
from typing import Any

from buckstop.doors.components.examples.cast import (
    NOW,
    PROBLEM,
    TITLE,
    ZONE,
    Example,
    at,
    context,
    shell,
)
from buckstop.doors.components.examples.timeline import LINES
from buckstop.doors.components.forms.base import time_choices
from buckstop.doors.components.forms.saying import NoteForm, ReplyForm, UpdateForm
from buckstop.doors.components.shown.problem import (
    Asked,
    CaseShown,
    Owner,
    ProblemShown,
    Promise,
    Said,
    Similar,
    Step,
    Understanding,
)
from buckstop.doors.components.shown.shell import Button

_TEXT = (
    "Outgoing transfers stop at “pending” for all branches since 09:00. Incoming ones work. "
    "Nothing is lost: what is pending goes out once the gateway is back."
)


def _case(id: str, customer: str, contact: str, **more: Any) -> CaseShown:
    acts = [
        Button(label="Record their word", url=f"{PROBLEM}cases/{id}/word/new/"),
        Button(label="Move the case", url=f"{PROBLEM}cases/{id}/moves/new/"),
        Button(label="Move it out", url=f"{PROBLEM}cases/{id}/departure/new/"),
        Button(label="Not ours to do", url=f"{PROBLEM}cases/{id}/refusal/new/"),
        Button(label="Set aside", url=f"{PROBLEM}cases/{id}/void/new/"),
    ]
    shown = {"state": "open", "state_words": "open", "since": at(9, 2), **more}
    return CaseShown(
        id=id, customer=customer, contact=contact, url="/customers/1/", acts=acts, **shown
    )


STEPS = [
    Step(
        id="s0",
        what="Find out which certificate is refused",
        who="Ana Ruiz",
        state="kept",
        state_words="done",
        at=at(9, 58),
    ),
    Step(
        id="s1",
        what="Restart the payment gateway",
        who="Ana Ruiz",
        by=at(11),
        next=True,
        acts=[
            Button(label="Done", url=PROBLEM + "commitments/s1/report/", post=True),
            Button(label="Move", url=PROBLEM + "commitments/s1/moves/new/"),
        ],
    ),
    Step(
        id="s2",
        what="Send us the gateway log",
        who="Nordbank",
        by=at(12),
        theirs=True,
        state_words="promised",
        scope="Nordbank only",
    ),
    Step(
        id="s3",
        what="Confirm the firmware fault",
        who="Voltio, our supplier",
        by=at(12, days=1),
        theirs=True,
        state="requested",
        state_words="not answered yet",
    ),
]

OWED = [
    Step(
        id="e1",
        what="Alignment: may we restart during banking hours?",
        who="Carla Mendes",
        by=at(10, 45),
        state="requested",
        state_words="escalated to her",
    ),
    Step(
        id="a1",
        what="Which branches still run the old gateway?",
        who="Network team",
        by=at(9, 45),
        state="missed",
        state_words="missed",
    ),
]

OPEN = ProblemShown(
    ref="P-1042",
    url=PROBLEM,
    title=TITLE,
    state="open",
    state_words="Open",
    hurts="hurts badly",
    opened_at=at(9, 2),
    owner=Owner(
        name="Ana Ruiz", since=at(9, 12), url="/people/ana/", mine=True, note="on duty until 18:00"
    ),
    promise=Promise(
        by=at(10, 40),
        owed_by="Ana",
        to="3 customers",
        move=Button(label="Move the time", url=PROBLEM + "commitments/u1/moves/new/", key="m"),
    ),
    last_said=Said(text=LINES[9].text, at=at(10, 2), by="Ana Ruiz"),
    understanding=Understanding(
        text=_TEXT, edit_url=PROBLEM + "understanding/new/", by="Ana Ruiz", at=at(9, 30)
    ),
    offer=Button(label="Offer to…", url=PROBLEM + "handoffs/new/", key="o"),
    main=Button(label="It’s fixed", url=PROBLEM + "fix/new/", key="f", main=True),
    acts=[
        Button(label="Escalate", url=PROBLEM + "escalations/new/", key="e"),
        Button(label="Ask somebody", url=PROBLEM + "asks/new/"),
        Button(label="Change what it is", url=PROBLEM + "kind/new/"),
    ],
    steps=STEPS,
    add_step=Button(label="Add", url=PROBLEM + "steps/new/"),
    cases=[
        _case("c1", "Nordbank", "Ines Keller", hurts="can’t work"),
        _case("c2", "Alpina Hotels", "Marco Hofer", since=at(9, 40)),
        _case("c3", "Lumen Logistics", "Info desk", since=at(9, 47), waits_for_them=True),
    ],
    owed=OWED,
    add_ask=Button(label="Ask", url=PROBLEM + "asks/new/"),
    similar=[
        Similar(
            ref="P-0871",
            title="Gateway certificate store full",
            url="/problems/P-0871/",
            state_words="closed 12 November",
        ),
        Similar(
            ref="P-1046",
            title="Salary run not accepted",
            url="/problems/P-1046/",
            state_words="open",
            customers="Kanton Uri",
        ),
    ],
    present=["Bruno Okafor"],
)

NEW = replace(
    OPEN,
    understanding=Understanding(edit_url=PROBLEM + "understanding/new/"),
    last_said=None,
    steps=[],
    owed=[],
    similar=[],
    present=[],
    cases=OPEN.cases[:1],
    hurts="hurts",
    owner=replace(OPEN.owner, since=at(10, 20)),
    main=Button(label="Send update", url="#composer", sheet=False, main=True),
    asked=[
        Asked(
            title="This came to you because you are on shift",
            by=at(10, 35),
            acts=[
                Button(label="Keep it", url=PROBLEM + "tenure/", post=True, main=True),
                Button(label="Hand it back", url=PROBLEM + "handbacks/new/"),
            ],
        )
    ],
)

OFFERED = replace(
    OPEN,
    owner=replace(OPEN.owner, name="Bruno Okafor", mine=False, note="on duty until 12:00"),
    offered_to="Offered to you, answer by 11:05",
    main=None,
    offer=None,
    understanding=replace(
        OPEN.understanding,
        scope="Nordbank only",
        widen_url=PROBLEM + "widenings/new/?entry=u",
        corrected_by="Ines Keller",
        correction="It isn’t only transfers: standing orders fail as well.",
    ),
    promise=replace(OPEN.promise, by=at(10, 10), missed_at=at(9, 50), move=None)
    if OPEN.promise
    else None,
    stalled="Stalled: the last two updates had no news in them.",
    asked=[
        Asked(
            title="Bruno Okafor offers you this problem",
            by=at(11, 5),
            text="The restart is agreed with Nordbank for 11:00. Marco at Alpina prefers the "
            "phone. Voltio owes us an answer about the firmware.\n\nI am off from noon.",
            acts=[
                Button(
                    label="Accept", url=PROBLEM + "handoffs/h1/acceptance/", post=True, main=True
                ),
                Button(label="Decline", url=PROBLEM + "handoffs/h1/refusal/new/"),
            ],
        )
    ],
)

FIXED = replace(
    OPEN,
    state="fixed",
    state_words="Fixed, three customers asked",
    main=None,
    owed=[],
    steps=[
        replace(step, state="kept", state_words="done", at=at(10, 25), next=False, acts=[])
        for step in STEPS
    ],
    cases=[
        _case(
            "c1",
            "Nordbank",
            "Ines Keller",
            state="confirmed",
            state_words="“Solved”",
            since=at(10, 25),
        ),
        _case("c2", "Alpina Hotels", "Marco Hofer", state="asked", state_words="asked"),
        _case(
            "c3",
            "Lumen Logistics",
            "Info desk",
            state="lapsed",
            state_words="never answered",
            since=at(10, days=-1),
        ),
    ],
)

CLOSED = replace(
    FIXED,
    state="closed",
    state_words="Closed at 10:26",
    promise=None,
    offer=None,
    acts=[],
    cases=FIXED.cases[:1],
    similar=[],
)


def composer() -> dict[str, Any]:
    """The three forms, with the next promise filled in."""
    times = time_choices([at(11, 40), at(12, 30), at(14), at(16)], now=NOW, zone=ZONE)
    cases = [("c1", "Ines Keller, Nordbank"), ("c2", "Marco Hofer, Alpina Hotels")]
    return {
        "update_form": UpdateForm(times=times, zone=ZONE, auto_id="update_%s"),
        "reply_form": ReplyForm(times=times, zone=ZONE, cases=cases, auto_id="reply_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "reply_name": "Ines",
        "update_to": "3 customers",
        "open_form": "update",
    }


def _page(name: str, problem: ProblemShown, **more: Any) -> Example:
    return Example(
        name=name,
        template="desk/problem.html",
        context=context(
            shell=shell("problems"), problem=problem, lines=LINES, older_url="", **composer()
        )
        | more,
    )


EXAMPLES = [
    _page("problem", OPEN),
    _page("problem-new", NEW, lines=LINES[:3], open_form="reply"),
    _page("problem-offered", OFFERED, older_url="?before=1", open_form="note"),
    _page("problem-fixed", FIXED),
    _page("problem-closed", CLOSED, update_form=None, reply_form=None),
]
