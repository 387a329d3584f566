"""The customer's page in every state."""

from dataclasses import replace
from typing import Any

from buckstop.doors.components.examples.cast import HOUSE, TITLE, Example, at, context
from buckstop.doors.components.examples.timeline import LOG
from buckstop.doors.components.forms.page import (
    AboveForm,
    CorrectionForm,
    StillBrokenForm,
    WriteForm,
)
from buckstop.doors.components.shown.case_page import CasePage, PageLine, PastPromise, PlanLine

URL = "/c/8Q2vXo/"

_PLAN = [
    PlanLine(
        id="s0", who="Ana", what="find out which certificate is refused", state="done", at=at(9, 58)
    ),
    PlanLine(id="s1", who="Ana", what="restart the payment gateway", by=at(11), state="next"),
    PlanLine(
        id="s2",
        who="You",
        what="send us the gateway log",
        by=at(12),
        yours=True,
        done_url=URL + "steps/s2/",
        not_waiting_url=URL + "steps/s2/not-waiting/",
    ),
    PlanLine(id="s3", who="Our supplier", what="confirm the firmware fault", by=at(12, days=1)),
]
_LINES = [
    PageLine(
        id="4",
        kind="ours",
        who="Ana Ruiz",
        at=at(10, 2),
        text="We have found why: the "
        "payment gateway refuses a certificate that was renewed last night. We restart it "
        "with the new one by 11:00.",
    ),
    PageLine(id="3", kind="theirs", who="You", at=at(9, 31), text="Here it is.", attachments=[LOG]),
    PageLine(
        id="2",
        kind="ours",
        who="Ana Ruiz",
        at=at(9, 12),
        text="Good morning Ines\n\nI own "
        "this now. I see the queue standing still since 08:58 and am looking at the gateway. "
        "Please send me its log, if you can reach it.",
    ),
    PageLine(id="1b", kind="done", who="Ana Ruiz", what="became the owner", at=at(9, 12)),
    PageLine(
        id="1",
        kind="theirs",
        who="You",
        at=at(9, 2),
        text="Good morning\n\nSince nine our "
        "outgoing transfers stay at “pending”, in every branch. Customers are standing at the "
        "counters. Could somebody look at this at once?",
        quoted="On 12 November 2026 Halden IT wrote:\nThe gateway is back since 17:40.",
    ),
]
_PROMISES = [
    PastPromise(what="News", by=at(10, 10), state="kept", at=at(10, 2)),
    PastPromise(what="News", by=at(9, 50), state="missed"),
    PastPromise(
        what="The log read",
        by=at(9, 40),
        state="moved",
        moved_to=at(10),
        reason="it is larger than we thought",
    ),
    PastPromise(what="News", by=at(9, 32), state="kept", at=at(9, 12)),
]

OPEN = CasePage(
    url=URL,
    title=TITLE,
    ref="P-1042",
    state="open",
    house=HOUSE,
    reader="Ines",
    reader_full="Ines Keller, Nordbank",
    owner="Ana Ruiz",
    owner_first="Ana",
    owner_since=at(9, 12),
    opened_at=at(9, 2),
    news_by=at(11, 2),
    news_from="Ana",
    understanding="Outgoing transfers stop at “pending” for all your branches since 09:00. "
    "Incoming ones work. Nothing is lost: what is pending goes out once the gateway is back.",
    plan=_PLAN,
    lines=_LINES,
    promises=_PROMISES,
    kept=2,
    moved=1,
    missed=1,
    phone="+41 31 555 01 00",
)
NEW = replace(
    OPEN,
    understanding="",
    their_words="Since nine our outgoing transfers stay at “pending”, in every branch.",
    plan=[],
    lines=_LINES[-1:],
    promises=[],
    owner_since=at(9, 2),
    urgent=True,
    starts_at=at(8, days=1),
    news_by=at(8, 30, days=1),
)
ABOVE = replace(
    OPEN,
    above="Carla Mendes has read your words and answers you by 11:30.",
    can_escalate=False,
    news_missed_at=at(9, 50),
    news_by=at(10, 45),
    corrected="Standing orders fail as well.",
)
ASKED = replace(
    OPEN,
    state="asked",
    news_by=None,
    fixed_at=at(10, 20),
    fixed_by="Ana",
    fixed_text="The gateway runs again with the new certificate, and everything that "
    "was pending has gone out. We now check certificates a week before they end.",
    plan=[replace(step, state="done", yours=False, at=at(10, 15)) for step in _PLAN],
)
CONFIRMED = replace(
    ASKED, state="confirmed", closed_at=at(10, 25), ask_effort=True, plan=ASKED.plan[:2]
)
RECORDED = replace(
    CONFIRMED,
    word_recorded_by="Ana",
    retract_url=URL + "word/retraction/",
    retract_by=at(10, 25, days=7),
    ask_effort=False,
    effort=6,
)
LAPSED = replace(ASKED, state="lapsed", closed_at=at(9, days=-1))
DECLINED = replace(
    OPEN,
    state="declined",
    plan=[],
    promises=[],
    news_by=None,
    declined_why="The card terminals belong to your acquirer.",
    who_can_help="PayPoint Switzerland, +41 44 555 20 00, day and night.",
)
VOID = replace(OPEN, state="void", plan=[], promises=[], news_by=None)
ANSWERED = replace(OPEN, state="answered", plan=[], promises=[], closed_at=at(10, 2))


def forms() -> dict[str, Any]:
    """The page's forms, empty."""
    return {
        "write_form": WriteForm(auto_id="write_%s"),
        "correction_form": CorrectionForm(auto_id="correction_%s"),
        "broken_form": StillBrokenForm(auto_id="broken_%s"),
        "above_form": AboveForm(auto_id="above_%s"),
        "effort_form": None,
        "open_form": "",
    }


def _page(name: str, case: CasePage, **more: Any) -> Example:
    return Example(
        name=name, template="page/case.html", context=context(case=case) | forms() | more
    )


EXAMPLES = [
    _page("page", OPEN),
    _page("page-new-at-night", NEW),
    _page(
        "page-above",
        ABOVE,
        open_form="above",
        above_form=AboveForm({"why": ""}, auto_id="above_%s"),
    ),
    _page("page-asked", ASKED),
    _page("page-confirmed", CONFIRMED),
    _page("page-recorded", RECORDED),
    _page("page-lapsed", LAPSED),
    _page("page-declined", DECLINED),
    _page("page-answered", ANSWERED),
    _page("page-void", VOID, broken_form=None),
    Example(
        name="page-not-me",
        template="page/not_me.html",
        context=context(
            reader="Ines", back=URL, action=URL + "withdrawal/", address="help@halden.example"
        ),
    ),
    Example(
        name="page-gone",
        template="page/gone.html",
        context=context(why="expired", address="help@halden.example", renew_url=URL + "renewal/"),
    ),
    Example(
        name="page-sent",
        template="page/sent.html",
        context=context(
            heading="Thank you, Ines.",
            text="Ana has your message.",
            who="Ana",
            by=at(11, 2),
            back=URL,
            ask_effort=False,
            broken_form=None,
        ),
    ),
    Example(
        name="page-sent-broken",
        template="page/sent.html",
        context=context(
            heading="Then it isn’t solved.",
            text="It is open again and Ana owns it still.",
            who="Ana",
            by=at(11, 2),
            back=URL,
            ask_effort=False,
            broken_action=URL + "messages/",
            broken_form=StillBrokenForm(),
        ),
    ),
    *(
        Example(name=f"error-{code}", template=f"{code}.html", context={})
        for code in ("400", "403", "403_csrf", "404", "500", "503")
    ),
]
