"""Every address of the desk. Nouns; a verb is a POST to one."""

from django.urls import URLPattern, URLResolver, register_converter

from buckstop.doors.desk import entrance, files, pages
from buckstop.doors.desk.acts import register
from buckstop.doors.desk.guard import desk_only, route
from buckstop.doors.desk.views.sheets import (
    customers,
    erasing,
    hours,
    house,
)  # fmt: skip
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
    *house_places(house.AddPerson, "people/additions/"),
    *house_places(house.ChangePerson, f"{_PERSON}change/"),
    *house_places(house.ChangeRole, f"{_PERSON}role/"),
    *house_places(house.SetLimit, f"{_PERSON}limit/"),
    *house_places(house.Deactivate, f"{_PERSON}deactivation/"),
    *house_places(customers.AddCustomer, "customers/"),
    *house_places(customers.ChangeCustomer, f"{_CUSTOMER}change/"),
    *house_places(customers.AddContact, f"{_CUSTOMER}contacts/"),
    *house_places(customers.MergeCustomer, f"{_CUSTOMER}merging/"),
    *house_places(erasing.EraseCustomer, f"{_CUSTOMER}erasure/"),
    *house_places(erasing.ErasePerson, f"{_PERSON}erasure/"),
    *house_places(customers.ChangeContact, "contacts/<uuid:key>/"),
    route("contacts/<uuid:key>/end/", desk_only(customers.ending), "contact-end"),
    route("contacts/<uuid:key>/return/", desk_only(customers.returning), "contact-return"),
    *house_places(house.AddShift, "roster/shifts/"),
    *house_places(house.MoveBuck, "roster/buck/"),
    *house_places(hours.SetRosterZone, "roster/zone/"),
    *house_places(hours.SetZone, "house/zone/"),
    *house_places(hours.SetHours, "house/hours/"),
    *house_places(hours.SetHolidays, "house/holidays/"),
    *house_places(hours.SetDay, "house/days/"),
    *house_places(hours.SetNewsTimes, "house/news/"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *pages.routes(),
    *register.routes(),
    *_HOUSE,
    route("files/<uuid:key>/", files.file, "file"),
    route("files/<uuid:key>/picture/", files.picture, "file-picture"),
    route("messages/<uuid:key>/html/", files.html, "message-html"),
    route("messages/<uuid:key>/raw/", files.raw, "message-raw"),
    route("messages/<uuid:key>/text/", files.text, "message-text"),
    *entrance.urlpatterns,
]
