"""The staff of Halden IT and their weeks."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from buckstop.demo.shapes import Someone

HOUSE = "Halden IT"
ZONE = "Europe/Zurich"
CLOUD = "cloud@halden.example"
"""Where customers write who know the house by its second brand."""
EMERGENCY = "emergency@halden.example"
ADDRESSES = f"help@halden.example, {CLOUD}, {EMERGENCY}, help@localhost"
PASSWORD = "own the problem"

_DOMAIN = "halden.example"


def _staff(role: str, *names: str) -> tuple[Someone, ...]:
    short = str.maketrans("éèüöä", "eeuoa")
    return tuple(
        Someone(name, f"{name.split()[0].lower().translate(short)}@{_DOMAIN}", role)
        for name in names
    )


FRONT_LINE = _staff(
    "front line", "Ana Ruiz", "Mei Tan", "Tomasz Wolny", "Léa Fontaine", "Jonas Brunner",
    "Priya Nair", "Samir Haddad", "Freja Lindqvist", "Oskar Lind", "Nina Petrova", "David Osei",
)  # fmt: skip
LEADS = _staff("lead", "Bruno Okafor", "Marta Vidal", "Henrik Aas")
EXECUTIVES = _staff("executive", "Carla Mendes", "Viktor Amsel")
ADMINS = _staff("admin", "Ruth Egli")
COLLEAGUES = _staff(
    "colleague", "Zed Novak", "Hana Kim", "Paul Gerber", "Luca Bianchi", "Sofie Dahl",
    "Elif Kaya", "Nora Blum", "Peter Sand",
)  # fmt: skip
STAFF = (*FRONT_LINE, *LEADS, *EXECUTIVES, *ADMINS, *COLLEAGUES)
ANA, BRUNO, CARLA = FRONT_LINE[0], LEADS[0], EXECUTIVES[0]
LEA, PRIYA = FRONT_LINE[3], FRONT_LINE[5]
SPEAK = {
    ANA.email: ("en", "de", "es"),
    LEA.email: ("en", "de", "fr"),
    BRUNO.email: ("en", "de"),
    PRIYA.email: ("en",),
}
"""What some of them speak with customers."""
LOG_INS = (ANA, BRUNO, CARLA, ADMINS[0], COLLEAGUES[0])
"""Somebody of each role."""


@dataclass(frozen=True, slots=True)
class Week:
    """Weekly shifts of one person: the same hours on each of the weekdays (0 is Monday)."""

    person: Someone
    weekdays: tuple[int, ...]
    starts: time
    ends: time


_EARLY, _DAY = (time(6), time(14, 30)), (time(8), time(17))
_LATE, _NIGHT = (time(13, 30), time(22)), (time(22), time(6))
_WEEKEND = (time(8), time(18))
_WORK = (0, 1, 2, 3, 4)


def weeks(present: datetime) -> list[Week]:
    """Everybody's shifts. Ana's hold `present`, so that whoever logs in as her finds her at work."""
    mei, tomasz, lea, jonas, priya, samir, freja, oskar, nina, david = FRONT_LINE[1:]
    found = [Week(person, _WORK, *_DAY) for person in (mei, lea, priya, samir)]
    found += [Week(LEADS[1], _WORK, time(9), time(18))]
    found += [Week(tomasz, _WORK, *_EARLY), Week(david, _WORK, *_EARLY)]
    found += [Week(jonas, _WORK, *_LATE), Week(freja, _WORK, *_LATE)]
    found += [Week(BRUNO, (6, 0, 1, 2, 3), *_NIGHT), Week(oskar, (4, 5), *_NIGHT)]
    found += [Week(nina, (5, 6), *_WEEKEND), Week(LEADS[2], (5,), *_WEEKEND)]
    return [*found, _ana(present)]


def _ana(present: datetime) -> Week:
    """Five days of which today is one; the usual shift where it holds the present, else around it."""
    local = present.astimezone(ZoneInfo(ZONE))
    for starts, ends in (_DAY, _EARLY, _LATE):
        began = local.replace(hour=starts.hour, minute=starts.minute) + timedelta(minutes=30)
        over = local.replace(hour=ends.hour, minute=ends.minute) - timedelta(hours=1, minutes=30)
        if local.weekday() in _WORK and began <= local <= over:
            return Week(ANA, _WORK, starts, ends)
    begins = local - timedelta(hours=4)
    days = tuple(sorted((begins.weekday() + shift) % 7 for shift in (-3, -2, -1, 0, 1)))
    hour = begins.hour
    return Week(ANA, days, time(hour), time((hour + 9) % 24))
