"""Every address of the desk. Nouns; a verb is a POST to one."""

from django.urls import URLPattern, URLResolver, register_converter

from buckstop.doors.desk import entrance
from buckstop.doors.desk.acts import register
from buckstop.doors.desk.guard import admins_only, desk_only, leaders_only, route
from buckstop.doors.desk.views import (
    deliveries,
    files,
    ledger,
    log,
    mailbox,
    notices,
    people,
    problem,
    problems,
    roster,
    work,
)  # fmt: skip
from buckstop.doors.desk.views import house as the_house
from buckstop.doors.desk.views.sheets import (
    customers,
    erasing,
    hours,
    house,
)  # fmt: skip
from buckstop.doors.desk.views.sheets.base import PREFIX
from buckstop.doors.desk.views.sheets.house import house_places


class Number:
    """A problem's number in an address."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Number, "number")


_PERSON = "people/<uuid:key>/"
_CUSTOMER = "customers/<uuid:key>/"

_HOUSE = [
    route("people/", people.everybody, "people"),
    *house_places(house.AddPerson, "people/additions/"),
    route(_PERSON, people.person, "person"),
    route(f"{_PERSON}links/", admins_only(people.links), "person-links"),
    route(f"{_PERSON}return/", admins_only(people.returning), "person-return"),
    *house_places(house.ChangePerson, f"{_PERSON}change/"),
    *house_places(house.ChangeRole, f"{_PERSON}role/"),
    *house_places(house.SetLimit, f"{_PERSON}limit/"),
    *house_places(house.Deactivate, f"{_PERSON}deactivation/"),
    *house_places(customers.AddCustomer, "customers/"),
    route(_CUSTOMER, desk_only(people.customer), "customer"),
    *house_places(customers.ChangeCustomer, f"{_CUSTOMER}change/"),
    *house_places(customers.AddContact, f"{_CUSTOMER}contacts/"),
    *house_places(customers.MergeCustomer, f"{_CUSTOMER}merging/"),
    *house_places(erasing.EraseCustomer, f"{_CUSTOMER}erasure/"),
    *house_places(erasing.ErasePerson, f"{_PERSON}erasure/"),
    *house_places(customers.ChangeContact, "contacts/<uuid:key>/"),
    route("contacts/<uuid:key>/end/", desk_only(customers.ending), "contact-end"),
    route("contacts/<uuid:key>/return/", desk_only(customers.returning), "contact-return"),
    route("roster/", roster.week, "roster"),
    *house_places(house.AddShift, "roster/shifts/"),
    route("roster/shifts/<uuid:key>/removal/", leaders_only(roster.removal), "shift-removal"),
    *house_places(house.MoveBuck, "roster/buck/"),
    *house_places(hours.SetRosterZone, "roster/zone/"),
    route("roster/shifts/<uuid:key>/return/", leaders_only(roster.putting_back), "shift-return"),
    route("house/", the_house.the_house, "house"),
    *house_places(hours.SetZone, "house/zone/"),
    *house_places(hours.SetHours, "house/hours/"),
    *house_places(hours.SetHolidays, "house/holidays/"),
    *house_places(hours.SetDay, "house/days/"),
    route("house/days/<str:day>/removal/", admins_only(the_house.day_removal), "day-removal"),
    *house_places(hours.SetNewsTimes, "house/news/"),
    route("keys/", admins_only(the_house.keys), "keys"),
    route("keys/<uuid:key>/removal/", admins_only(the_house.key_removal), "key-removal"),
    route("deliveries/", leaders_only(deliveries.trouble), "deliveries"),
    route("deliveries/repeat/", leaders_only(deliveries.repeat_all), "deliveries-repeat"),
    route("deliveries/<uuid:key>/repeat/", leaders_only(deliveries.repeat), "delivery-repeat"),
    route("deliveries/<uuid:key>/aside/", leaders_only(deliveries.aside), "delivery-aside"),
    route("reactions/<int:key>/retry/", leaders_only(deliveries.retry), "reaction-retry"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    route("", work.my_work, "work"),
    route("problems/", problems.all_problems, "problems"),
    route(PREFIX, problem.problem, "problem"),
    route(f"{PREFIX}ledger/", ledger.ledger, "ledger"),
    route(f"{PREFIX}ledger/exports/<uuid:key>/", ledger.export, "ledger-export"),
    *register.routes(),
    route("log/", log.log, "log"),
    route("log/customers/", log.customers, "log-customers"),
    route("log/similar/", log.alike, "log-similar"),
    *_HOUSE,
    route("notices/", notices.all_notices, "notices"),
    route("notices/all/sight/", notices.sights, "notices-sights"),
    route("notices/<uuid:key>/sight/", notices.sight, "notice-sight"),
    route("files/<uuid:key>/", files.file, "file"),
    route("files/<uuid:key>/picture/", files.picture, "file-picture"),
    route("messages/<uuid:key>/html/", files.html, "message-html"),
    route("messages/<uuid:key>/raw/", files.raw, "message-raw"),
    route("messages/<uuid:key>/text/", files.text, "message-text"),
    *mailbox.urlpatterns,
    *entrance.urlpatterns,
]
