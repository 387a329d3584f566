"""What goes on right now, so that whoever logs in finds a desk at work, at any hour of any day.

Times are minutes: before the present where an act happens, after it where something is due.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from buckstop.demo import staff
from buckstop.demo.customers import AARE, COMPANIES, FJORD, NORDBANK
from buckstop.demo.script import reported
from buckstop.demo.shapes import Beat, Company, Run, Story
from buckstop.demo.stories import business, library, mailing, network, phones, printing, safety

_BY_NAME = {company.name: company for company in COMPANIES}
_BRIEFS = (
    "You know these customers best; all that we know stands above, and nothing else is open.",
    "I’m off at five, and they want somebody tonight. The steps stand above.",
    "It is more yours than mine: you set this up with them in spring.",
    "They asked for somebody who was there last time. That was you.",
    "I have three that stop people; this one needs an hour that I haven’t got today.",
)


@dataclass(frozen=True, slots=True)
class Doing:
    """An act so many minutes `before` the present; what it promises is `due` so many after it."""

    before: float
    act: str
    words: str = ""
    due: float | None = None
    who: str = ""


def live(present: datetime) -> list[Beat]:
    """The beats of everything that is in the middle of something."""
    found = _transfers(present)
    found += _for_ana(present)
    found += _for_leaders(present)
    return [beat for beat in found if beat.at <= present]


def since_nine(present: datetime) -> float:
    """Minutes since it last struck nine, morning or evening, at least three quarters of an hour ago."""
    local = present.astimezone(ZoneInfo(staff.ZONE)) - timedelta(minutes=45)
    nine = local.replace(minute=0, second=0, microsecond=0) - timedelta(hours=(local.hour - 9) % 12)
    return (present - nine).total_seconds() / 60


def _transfers(present: datetime) -> list[Beat]:
    """Nordbank's transfers: open, hurting badly, with two more customers on it."""
    nine, story = since_nine(present), business.TRANSFERS
    head = _run(0xF01, present, story, NORDBANK, variant=0, place="all branches")
    at_desk = minutes_on_shift(present)
    doings = [
        Doing(nine - 8, "mail"),
        Doing(min(nine - 10, at_desk - 1), "goes-to", _BRIEFS[0], who=staff.ANA.email),
        Doing(nine - 15, "understand"),
        Doing(nine - 15.4, "hurts"),
        Doing(nine - 18, "reply", story.news[0], due=70 - nine if nine > 70 else 30),
        Doing(nine - 20, "step", story.steps[0], due=_first_step_due(nine)),
        Doing(nine - 21, "theirs", story.theirs, due=_tomorrow_noon(present)),
        Doing(nine - 22, "step", story.steps[1], due=95),
    ]
    doings += _hours_between(nine)
    doings += [
        Doing(20, "escalate", "Nordbank's director meets his board today. Please call him before he"
              " calls us: I can tell you all of it in two minutes.", due=50, who=staff.CARLA.email),
        Doing(8, "tell", story.news[2], due=12),
    ]  # fmt: skip
    beats = _beats(head, present, doings)
    others = ((0xF02, AARE, "mail-log", nine - 24), (0xF03, FJORD, "mail", nine - 31))
    for place, (number, company, act, before) in enumerate(others):
        run = _run(number, present, story, company, variant=place + 1, head=head)
        joining = [
            Doing(before, act), Doing(before - 4, "join"),
            Doing(before - 6, "joined", library.JOINED[place], due=max(136 - before, 15)),
        ]  # fmt: skip
        beats += _beats(run, present, joining)
    return beats


def _hours_between(nine: float) -> list[Doing]:
    """News and work while it lasts: the later in the day, the more of it."""
    texts = (
        "The restart is done: 40 transfers went through, then it stopped again at one that it can't "
        "read. I am setting that one aside and watch whether the rest moves.",
        "A third of what waited has gone through. It is always the same kind of payment at which it "
        "stops; our supplier has an example of it since ten minutes.",
        "Our supplier sees it too and builds a remedy. We go on by hand: every unreadable payment is "
        "set aside, and the others flow in between.",
        "Half of everything is through. I have two colleagues with me who set payments aside in turn, "
        "so that it goes on over lunch.",
        "The remedy is being tested at our supplier's. By hand we have brought down what waits to "
        "some four hundred.",
    )
    found: list[Doing] = []
    count, step = _rhythm(nine)
    for place, text in enumerate(texts[:count]):
        before = _hour(nine, place)
        if place == 0:
            found.append(Doing(before + 3, "done"))
        found.append(Doing(before, "tell", text, due=max(12.0, 30 - before + step)))
    return found


def _rhythm(nine: float) -> tuple[int, float]:
    """How often there was news since, at most five times, and after how many minutes each."""
    room = max(nine - 50, 0.0)
    count = min(5, int(room // 45))
    return count, room / (count + 1)


def _hour(nine: float, place: int) -> float:
    return nine - 40 - (place + 1) * _rhythm(nine)[1] * 0.9


def _first_step_due(nine: float) -> float:
    """Soon after it is done; where that hasn't been yet, soon."""
    return 10 - _hour(nine, 0) if _rhythm(nine)[0] else 25


def _for_ana(present: datetime) -> list[Beat]:
    ana, bruno = staff.ANA.email, staff.BRUNO.email
    today = _sixteen(present)
    vpn, meters = network.VPN_AT_NOON, network.FIRMWARE_NIGHT
    letterhead, scans = business.INVOICES_OLD_ADDRESS, printing.SCAN_TO_MAIL
    scenes = [
        _scene(0xF10, present, vpn, "Merian Architects", 0, [
            Doing(184, "mail"), Doing(181, "goes-to", _BRIEFS[1], who=bruno), Doing(175, "understand"),
            Doing(171, "reply", vpn.news[0], due=95),
            Doing(9, "offer", "Home offices lose the VPN at noon. Set the rekeying to spread on the"
                  " test gateway; tonight theirs gets the same. They like to be called before noon.",
                  due=31, who=ana),
        ]),
        _scene(0xF11, present, meters, "Wasserwerk Seetal", 2, [
            Doing(4400, "mail"), Doing(4397, "goes-to", _BRIEFS[2], who=ana), Doing(4391, "understand"),
            Doing(4388, "reply", meters.news[0], due=-2900), Doing(2960, "tell", meters.news[1], due=-1400),
            Doing(1460, "tell", "Voltio has our measurements and can see it in their lab as well. They"
                  " said that they name a date today.", due=250),
            Doing(1455, "step", "Ask Voltio for the firmware date", due=today),
        ]),
        _scene(0xF12, present, letterhead, "Vinea Wine Trade", 0, [
            Doing(1600, "mail"), Doing(1597, "goes-to", _BRIEFS[3], who=ana), Doing(1590, "understand"),
            Doing(1586, "reply", letterhead.news[1], due=180),
            Doing(1584, "theirs", "Read the five samples and tell us what is still wrong", due=900),
            Doing(9, "answers", letterhead.reply),
        ]),
        _scene(0xF13, present, scans, "Adler Apotheke", 1, [
            Doing(132, "mail"), Doing(129, "goes-to", _BRIEFS[4], who=staff.FRONT_LINE[1].email),
            Doing(121, "understand"), Doing(118, "reply", scans.news[0], due=210),
            Doing(40, "ask", "Which server did you enter at the Sonnenberg Clinic's scanners last week?",
                  due=125, who=ana),
        ]),
        _scene(0xF14, present, safety.BACKUP_FAILED, "Museum of Clocks", 0, [
            Doing(310, "mail-picture"), Doing(307, "goes-to", _BRIEFS[0], who=ana),
            Doing(299, "understand"), Doing(295, "reply", safety.BACKUP_FAILED.news[0], due=300),
            Doing(293, "ask", safety.BACKUP_FAILED.ask, due=150, who=staff.COLLEAGUES[3].email),
            Doing(270, "ask-yes"), Doing(16, "ask-answer", safety.BACKUP_FAILED.asked),
        ]),
        _scene(0xF15, present, printing.LABELS_BLANK, "Helvetia Parcels", 0, [
            Doing(96, "mail"), Doing(93, "goes-to", _BRIEFS[1], who=ana), Doing(86, "understand"),
            Doing(82, "reply", printing.LABELS_BLANK.news[0], due=155),
            Doing(80, "step", printing.LABELS_BLANK.steps[1], due=140),
        ]),
    ]  # fmt: skip
    return [beat for scene in scenes for beat in scene]


def _for_leaders(present: datetime) -> list[Beat]:
    bruno, away = staff.BRUNO.email, _somebody_away(present)
    late, hotline, calls = mailing.MAIL_LATE, phones.HOTLINE, phones.CALLS_DROP
    scenes = [
        _scene(0xF20, present, hotline, "Zenit Fitness", 2, [
            Doing(205, "call", who=staff.FRONT_LINE[2].email), Doing(196, "understand"),
            Doing(192, "phone", hotline.news[0], due=45), Doing(55, "tell", hotline.news[1], due=110),
            Doing(18, "above", "A customer wrote us a letter because nobody picks up! I want to know"
                  " from somebody who decides how this will not happen a third time."),
        ]),
        _scene(0xF21, present, late, "Bellweather Press", 1, [
            Doing(88, "mail-log"), Doing(85, "goes-to", _BRIEFS[2], who=away), Doing(79, "understand"),
            Doing(76, "reply", late.news[0], due=11),
        ]),
        _scene(0xF22, present, calls, "Insel Ferries", 0, [
            Doing(260, "mail"), Doing(257, "goes-to", _BRIEFS[3], who=bruno), Doing(249, "understand"),
            Doing(245, "reply", calls.news[0], due=-60), Doing(70, "tell", calls.news[1], due=55),
            Doing(68, "step", "Call the line supplier's night desk about taking it back", due=85),
        ]),
        _scene(0xF23, present, network.WIFI_CORNER, "Lakeside School", 0, [
            Doing(150, "mail"), Doing(147, "goes-to", _BRIEFS[4], who=staff.FRONT_LINE[5].email),
            Doing(140, "understand"), Doing(136, "reply", network.WIFI_CORNER.news[1], due=240),
            Doing(12, "escalate", "The exam on Thursday is written on tablets in that room. May I lend"
                  " them the access point from our own training room?", due=60, who=bruno),
        ]),
    ]  # fmt: skip
    return [beat for scene in scenes for beat in scene]


def minutes_on_shift(present: datetime) -> float:
    """For how long Ana has been on shift."""
    week = staff.weeks(present)[-1]
    local = present.astimezone(ZoneInfo(staff.ZONE))
    began = local.replace(hour=week.starts.hour, minute=week.starts.minute, second=0, microsecond=0)
    if began > local:
        began -= timedelta(days=1)
    return (local - began).total_seconds() / 60


def _somebody_away(present: datetime) -> str:
    """One of the front line who isn't on shift now: their promises fall to the watch."""
    local = present.astimezone(ZoneInfo(staff.ZONE))
    here = {
        week.person
        for week in staff.weeks(present)
        if local.weekday() in week.weekdays and _between(week.starts, week.ends, local.time())
    }
    away = [person for person in staff.FRONT_LINE[1:] if person not in here]
    return away[0].email


def _between(starts: time, ends: time, at: time) -> bool:
    return starts <= at < ends if starts < ends else at >= starts or at < ends


def _tomorrow_noon(present: datetime) -> float:
    local = present.astimezone(ZoneInfo(staff.ZONE)) + timedelta(days=1)
    noon = local.replace(hour=12, minute=0, second=0, microsecond=0)
    return (noon - present).total_seconds() / 60


def _sixteen(present: datetime) -> float:
    """Minutes until four in the afternoon, or four hours where that is near or past."""
    local = present.astimezone(ZoneInfo(staff.ZONE))
    left = (local.replace(hour=16, minute=0, second=0, microsecond=0) - local).total_seconds() / 60
    return left if left > 90 else 240


def _run(
    number: int,
    present: datetime,
    story: Story,
    company: Company,
    *,
    variant: int,
    place: str = "",
    head: Run | None = None,
) -> Run:
    contact = company.people[0]
    fills = {name: values[0] for name, values in story.slots.items()}
    fills |= {"first": contact.first, "customer": company.name, "place": place or company.places[0]}
    return Run(
        key=f"r{number:x}", story=story, company=company, contact=contact, variant=variant,
        opened=present, fills=fills, head=head,
    )  # fmt: skip


def _scene(
    number: int, present: datetime, story: Story, name: str, variant: int, doings: list[Doing]
) -> list[Beat]:
    run = _run(number, present, story, _BY_NAME[name], variant=variant)
    return _beats(run, present, doings)


def _beats(run: Run, present: datetime, doings: list[Doing]) -> list[Beat]:
    found = []
    doings = sorted(doings, key=lambda doing: -doing.before)
    run.opened = present - timedelta(minutes=doings[0].before)
    for place, doing in enumerate(doings):
        at = present - timedelta(minutes=doing.before)
        due = None if doing.due is None else present + timedelta(minutes=doing.due) - at
        words = doing.words or (reported(run, "Hello,", "Kind regards,") if place == 0 else "")
        found.append(
            Beat(at=at, run=run, act=doing.act, words=words, who=doing.who, due=due, place=place)
        )
    return found
