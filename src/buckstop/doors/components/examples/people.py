"""People, customers and the roster."""

from buckstop.doors.components.examples.cast import Example, at, context, shell
from buckstop.doors.components.examples.lists import ROWS
from buckstop.doors.components.shown.lists import (
    ContactShown,
    CustomerRow,
    CustomerShown,
    PersonRow,
    PersonShown,
    RosterDay,
    Shift,
    Trust,
)
from buckstop.doors.components.shown.shell import Button, Paging

_BUCK = PersonRow(
    name="Carla Mendes",
    url="/people/carla/",
    role="Lead",
    team="Service desk",
    duty_until=at(17),
    buck_stops=True,
)
_ON_DUTY = [
    PersonRow(
        name="Ana Ruiz",
        url="/people/ana/",
        role="Front line",
        team="Service desk",
        duty_until=at(18),
    ),
    _BUCK,
]
_OTHERS = [
    PersonRow(
        name="Bruno Okafor", url="/people/bruno/", role="Lead", team="Night watch", next_duty=at(22)
    ),
    PersonRow(
        name="Mei Tan",
        url="/people/mei/",
        role="Front line",
        team="Service desk",
        next_duty=at(8, days=1),
    ),
    PersonRow(name="Oskar Lind", url="/people/oskar/", role="Colleague", away="left 3 November"),
]
_CUSTOMERS = [
    CustomerRow(name="Alpina Hotels", url="/customers/2/", domains="alpina.example", open_cases=2),
    CustomerRow(name="Kanton Uri", url="/customers/3/", domains="uri.example"),
    CustomerRow(
        name="Lumen Logistics", url="/customers/4/", domains="lumen.example, lumen.de", open_cases=3
    ),
    CustomerRow(name="Nordbank", url="/customers/1/", domains="nordbank.example", open_cases=1),
]

_NORDBANK = CustomerShown(
    name="Nordbank",
    url="/customers/1/",
    since=at(9, days=-900),
    domains="nordbank.example",
    manager="Carla Mendes",
    note="Branches open at nine; counters stand still without transfers.",
    trust=Trust(kept=48, moved=5, missed=2, span="the last 90 days"),
    contacts=[
        ContactShown(
            name="Ines Keller",
            mail="ines.keller@nordbank.example",
            phone="+41 31 555 01 42",
            role="Payments",
        ),
        ContactShown(
            name="Tom Berger", mail="tom@berger-consulting.example", also_for="Kanton Uri"
        ),
        ContactShown(name="Payments desk", mail="info@nordbank.example", shared=True),
    ],
    acts=[Button(label="Log a problem for them", url="/log/?customer=1", sheet=False)],
)

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ROSTER = [
    RosterDay(
        name=name,
        today=name == "Tuesday",
        shifts=[
            Shift(
                who="Ana Ruiz",
                url="/people/ana/",
                starts="08:00",
                ends="18:00",
                running=name == "Tuesday",
                remove_url=f"/roster/shifts/{n}/removal/",
            ),
            Shift(
                who="Bruno Okafor",
                url="/people/bruno/",
                starts="22:00",
                ends="06:00",
                remove_url=f"/roster/shifts/{n}9/removal/",
            ),
        ]
        if n < 5
        else [],
        uncovered="18:00 to 22:00" if n < 5 else "all day",
    )
    for n, name in enumerate(_DAYS)
]


_ANA = PersonShown(
    name="Ana Ruiz",
    url="/people/ana/",
    role="Front line",
    team="Service desk",
    mail="ana@halden.example",
    phone="+41 31 555 01 07",
    zone="Europe/Zurich",
    skills=["payments", "network"],
    duty_until=at(18),
    acts=[Button(label="Deactivate", url="/people/ana/deactivation/new/")],
)


def _examples() -> list[Example]:
    people = {
        "q": "",
        "buck": _BUCK,
        "on_duty": _ON_DUTY,
        "others": _OTHERS,
        "customers": _CUSTOMERS,
        "paging": Paging(older_url="?after=n"),
        "add": Button(label="Add", url="/people/new/"),
    }
    pages = [
        ("people", "people", "people", people),
        (
            "person",
            "person",
            "people",
            {"person": _ANA, "owns": ROWS[:2], "shifts": ["Monday to Friday, 08:00 to 18:00"]},
        ),
        (
            "customer",
            "customer",
            "people",
            {
                "customer": _NORDBANK,
                "open_rows": ROWS[:1],
                "past_rows": ROWS[-1:],
                "paging": Paging(),
            },
        ),
        (
            "roster",
            "roster",
            "roster",
            {
                "team": "Service desk",
                "zone_name": "Europe/Zurich",
                "days": ROSTER,
                "buck": _BUCK,
                "watch": "Ana Ruiz has the watch until 18:00.",
                "add": Button(label="Add a shift", url="/roster/shifts/new/"),
                "change_buck": Button(label="Change", url="/roster/buck/new/"),
            },
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
