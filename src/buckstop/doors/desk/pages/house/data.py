"""The house as its page says it: what it is, what it is now, who changed it last."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.configuration.group import Chapter, groups
from buckstop.coverage import queries as coverage
from buckstop.coverage.models import Roster, ServiceLevel
from buckstop.doors.components.shown.promised import minutes_say
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import (
    BRANDS,
    CHATS,
    COMING_IN,
    DEEDS,
    IMPORTS,
    KEEPING,
    KEYS,
    LEVELS,
    MAIL_ACCOUNTS,
    PROCESSING_RECORD,
    SETTINGS,
    WEBHOOKS,
)
from buckstop.doors.desk.pages.brands import data as brands
from buckstop.doors.desk.pages.chats import data as chats
from buckstop.doors.desk.pages.coming_in import data as coming_in
from buckstop.doors.desk.pages.keeping import data as keeping
from buckstop.doors.desk.pages.mail_accounts import data as mail_accounts
from buckstop.doors.desk.pages.roster.data import day_names
from buckstop.doors.desk.pages.settings.data import summary
from buckstop.doors.desk.presenting import changed
from buckstop.doors.desk.reader import Reader
from buckstop.kit.public_holidays import countries, named
from buckstop.people.models import Key
from buckstop.retention.settings import RECORD

NEXT_DAYS = 8
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Day:
    """A day off, or a holiday on which one works. `own`: the house's own."""

    said: str
    name: str
    own: bool = False
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A page about the house, and what it says now."""

    label: str
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A heading of the page, and what stands under it."""

    title: str
    ways: list[Way]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing about the house: what it is, how it is now, who changed it last, change."""

    title: str
    says: str
    changed: str = ""
    act: Button | None = None
    days: list[Day] = field(default_factory=list)
    more: Button | None = None


def parts(desk: Roster, level: ServiceLevel, reader: Reader) -> list[Part]:
    """When it works, and how soon customers hear."""
    on = Subject(reader=reader)
    return [
        Part(
            title=_("Service hours"),
            says=hours_say(level),
            changed=changed.last(desk, ["hours-set"], reader),
            act=button(Spot.HOURS, on),
        ),
        Part(
            title=_("Days off"),
            says=holidays_say(level.country),
            changed=changed.last(desk, ["holidays-set", "day-set"], reader),
            act=button(Spot.DAYS_OFF, on),
            days=days(level, reader),
            more=button(Spot.DAYS_MORE, on),
        ),
        Part(
            title=_("When customers hear from us"),
            says=news_says(level),
            changed=changed.last(desk, ["news-times-set"], reader),
            act=button(Spot.NEWS_TIMES, on),
        ),
        _levels(on),
    ]


def _levels(on: Subject) -> Part:
    """The way to the service levels, or to the second one."""
    count = len(coverage.service_levels())
    if count == 1:
        says = _("Every customer has these times.")
        return Part(title=_("Service levels"), says=says, act=button(Spot.LEVELS, on))
    says = ngettext(
        "These times hold where the other level doesn’t.",
        "These times hold where none of the %(n)s other levels does.",
        count - 1,
    )
    look = Button(label=_("Look at them"), url=LEVELS.url(), sheet=False)
    return Part(title=_("Service levels"), says=says % {"n": count - 1}, act=look)


def chapters(reader: Reader) -> list[Shown]:
    """The groups of settings and the pages about the house, each with what it says now."""
    ways: dict[Chapter, list[Way]] = {chapter: [] for chapter in Chapter}
    for group in groups():
        by_record = reader.administers and group is RECORD  # filled in from its own page
        if not group.own_page and not by_record:
            way = Way(str(group.label), summary(group), SETTINGS.url(group.name))
            ways[group.chapter].append(way)
    if reader.administers:
        for chapter, found in _for_admins().items():
            ways[chapter] += found
    return [Shown(str(chapter.value), found) for chapter, found in ways.items()]


def _for_admins() -> dict[Chapter, list[Way]]:
    record = _("What is processed here, why, and who gets it.")
    deeds = _("Log-ins, exports, looks at marked customers.")
    count = Key.objects.filter(withdrawn_at=None).count()
    keys = ngettext("%(n)s key", "%(n)s keys", count) % {"n": count} if count else _("None yet.")
    return {
        Chapter.HOUSE: [Way(_("Brands"), brands.summary(), BRANDS.url())],
        Chapter.WAYS: [
            Way(_("Mail accounts"), mail_accounts.summary(), MAIL_ACCOUNTS.url()),
            Way(_("Chat and forms"), chats.summary(), CHATS.url()),
            Way(_("Keys for programs"), keys, KEYS.url()),
            Way(_("Webhooks"), _("Tell other programs what happens."), WEBHOOKS.url()),
            Way(_("From other systems"), _("Bring in what another desk has."), IMPORTS.url()),
        ],
        Chapter.DATA: [
            Way(_("Who may come in"), coming_in.summary(), COMING_IN.url()),
            Way(_("Who did what"), deeds, DEEDS.url()),
            Way(_("Keeping"), keeping.summary(), KEEPING.url()),
            Way(_("Record of processing"), record, PROCESSING_RECORD.url()),
        ],
    }


def hours_say(level: ServiceLevel) -> str:
    """`Monday to Friday, 08:00 to 18:00 in Europe/Zurich`."""
    told = {
        "days": day_names([int(day) for day in level.weekdays]),
        "opens": f"{level.opens:%H:%M}",
        "closes": f"{level.closes:%H:%M}",
        "zone": coverage.zone_of(level),
    }
    if level.opens == level.closes:
        return _("%(days)s, day and night in %(zone)s.") % told
    return _("%(days)s, %(opens)s to %(closes)s in %(zone)s.") % told


def holidays_say(country: str) -> str:
    """Whose public holidays count."""
    if not country:
        return _("No public holidays count; only the days below are days off.")
    code, _dash, part = country.partition("-")
    name = dict(countries()).get(code, code)
    return _("The public holidays of %(where)s.") % {"where": f"{name}, {part}" if part else name}


def news_says(level: ServiceLevel) -> str:
    """How soon, and how often, and for what that holds."""
    stays = _("All of it in service hours; what is promised already stays.")
    return f"{times_say(level)} {asks_say(level.ask_days)} {stays}"


def times_say(level: ServiceLevel) -> str:
    """How soon, and how often; and by when we aim to have it fixed."""
    told = {
        "first": minutes_say(level.first_news),
        "hurting": every_says(level.news_while_hurting),
        "otherwise": every_says(level.news_otherwise),
    }
    news = _(
        "First news within %(first)s; then %(hurting)s while it stops them, else %(otherwise)s."
    ) % told  # fmt: skip
    if level.fix_aim is None:
        return news
    aim = _("Fixed within %(aim)s, as we aim.") % {"aim": minutes_say(level.fix_aim)}
    return f"{news} {aim}"


def asks_say(days: int) -> str:
    """How often the same person is asked how easy it was."""
    if not days:
        return _("Nobody is asked how easy it was.")
    said = ngettext(
        "Who was asked how easy it was isn’t asked again for %(n)s day.",
        "Who was asked how easy it was isn’t asked again for %(n)s days.",
        days,
    )
    return said % {"n": days}


def every_says(minutes: int) -> str:
    """`every hour`, `every 45 minutes`."""
    if minutes == 60:
        return _("every hour")
    return _("every %(time)s") % {"time": minutes_say(minutes)}


def hours_of(minutes: int) -> Decimal:
    """Minutes as hours, as forms have them."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def minutes_of(hours: Decimal | None) -> int | None:
    """The other way round; nothing stays nothing."""
    return None if hours is None else round(hours * 60)


def days(level: ServiceLevel, reader: Reader) -> list[Day]:
    """The next days off, and what the house itself said of days to come."""
    today = reader.now.astimezone(ZoneInfo(coverage.zone_of(level))).date()
    found: dict[date, Day] = {}
    for day, name in _public(level.country, today).items():
        if today <= day <= today + AHEAD:
            found[day] = Day(_said(day, today), name)
    for day in level.days_off:
        if day >= today:
            found[day] = _own(day, today, _("a day off of ours"), reader)
    for day in level.days_open:
        if day >= today:
            name = found[day].name if day in found else ""
            said = _("we work: %(name)s") % {"name": name} if name else _("we work")
            found[day] = _own(day, today, said, reader)
    near = sorted(found)[:NEXT_DAYS]
    own = [day for day in sorted(found) if found[day].own and day not in near]
    return [found[day] for day in [*near, *own]]


def _public(country: str, today: date) -> dict[date, str]:
    if not country:
        return {}
    code, _dash, part = country.partition("-")
    return named(code, part or None, range(today.year, today.year + 2))


def _own(day: date, today: date, name: str, reader: Reader) -> Day:
    remove = button(Spot.DAY, Subject(reader=reader, row=day))
    return Day(_said(day, today), name, own=True, remove_url=remove.url if remove else "")


def _said(day: date, today: date) -> str:
    same = day.year == today.year
    return date_format(day, "l, j F" if same else "l, j F Y")


def facts() -> list[tuple[str, str]]:
    """What is set where the house runs, and can't be changed in the browser."""
    return [(_("Pages"), settings.BASE_URL)]


def reading(level: ServiceLevel) -> dict[str, Any]:
    """The news times as their form has them."""
    return {
        "first": level.first_news,
        "while_hurting": hours_of(level.news_while_hurting),
        "otherwise": hours_of(level.news_otherwise),
        "fix": None if level.fix_aim is None else hours_of(level.fix_aim),
        "ask": level.ask_days,
    }
