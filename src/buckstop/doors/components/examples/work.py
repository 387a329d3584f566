"""My work: a full morning, and an empty one."""

from buckstop.doors.components.examples.cast import PROBLEM, TITLE, Example, at, context, shell
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.components.shown.work import WorkGroup, WorkRow

_ACTS = [
    Button(label="Update", url=PROBLEM + "updates/new/", key="u"),
    Button(label="Move the time", url=PROBLEM + "commitments/u1/moves/new/", key="m"),
    Button(label="Offer to…", url=PROBLEM + "handoffs/new/", key="o"),
]

_NOW = [
    WorkRow(
        key="u1",
        ref="P-1042",
        title=TITLE,
        url=PROBLEM,
        whose="Nordbank +2",
        asks="news owed",
        due=at(10, 40),
        reason="You owe an update. First because three customers wait and the promise is near.",
        acts=_ACTS,
    ),
    WorkRow(
        key="u2",
        ref="P-1029",
        title="Invoices carry last month’s address",
        url="/problems/P-1029/",
        whose="Alpina Hotels",
        asks="news owed",
        due=at(10, 15),
        missed=True,
        reason="The promise was missed at 10:15; you have the watch and owe the next news.",
        acts=_ACTS[:1],
    ),
    WorkRow(
        key="h1",
        ref="P-1037",
        title="Accept or decline: Bruno hands you “VPN drops at noon”",
        url="/problems/P-1037/",
        asks="answer",
        due=at(11, 5),
        reason="Until you accept, Bruno stays accountable.",
        unread=True,
        acts=[
            Button(label="Accept", url="/problems/P-1037/handoffs/h1/acceptance/", post=True),
            Button(label="Decline", url="/problems/P-1037/handoffs/h1/refusal/new/"),
        ],
    ),
]

_NEXT = [
    WorkRow(
        key="s1",
        ref="P-0998",
        title="Ask Voltio for the firmware date",
        url="/problems/P-0998/",
        whose="Kanton Uri",
        asks="step",
        due=at(16),
        reason="A step of your plan for “Meters report twice”.",
    ),
    WorkRow(
        key="u3",
        ref="P-1031",
        title="The label printer in hall 3 prints blanks",
        url="/problems/P-1031/",
        whose="Lumen Logistics",
        asks="news owed",
        due=at(14, 30),
        reason="Hurts a little; one customer waits.",
    ),
]

_WAITING = [
    WorkRow(
        key="t1",
        ref="P-1011",
        title="Nordbank: send us the log",
        url="/problems/P-1011/",
        asks="theirs",
        due=at(12, days=1),
        theirs=True,
    ),
    WorkRow(
        key="t2",
        ref="P-0998",
        title="Our supplier: confirm the firmware fault",
        url="/problems/P-0998/",
        asks="theirs",
        due=at(9, days=2),
        theirs=True,
    ),
]

GROUPS = [
    WorkGroup(key="now", title="Now", rows=_NOW),
    WorkGroup(key="next", title="Next", rows=_NEXT, more_url="/problems/?owner=me"),
    WorkGroup(key="waiting", title="Waiting for others", rows=_WAITING),
]

EXAMPLES = [
    Example(
        name="my-work",
        template="desk/my_work.html",
        context=context(shell=shell("work"), groups=GROUPS, count_now=3),
    ),
    Example(
        name="my-work-empty",
        template="desk/my_work.html",
        context=context(shell=shell("work"), groups=[], count_now=0),
    ),
]
