"""Who works here."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.setting_up import PeopleForm
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.step import Step
from buckstop.outbox.settings import mail_leaves
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.people.roles import Role


class People(Step):
    """Colleagues are invited."""

    name = "people"
    rank = 60
    title = _("People")
    says = _("Each gets a link by mail that lets them in once; then they choose a password.")

    @classmethod
    def evidence(cls) -> "QuerySet[Person]":
        return staff().order_by()[1:2]  # one of them was there before

    @classmethod
    def form(cls, *posted: Any) -> PeopleForm:
        return PeopleForm(*posted, roles=roles_in_words(), initial={"role": Role.FRONT_LINE})

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        return {"people": list(staff()), "mail_leaves": mail_leaves()}


def roles_in_words() -> list[tuple[str, str]]:
    """The roles of staff, each with what it lets one do."""
    return [
        (Role.FRONT_LINE, _t("Front line: own problems, and answer customers")),
        (Role.COLLEAGUE, _t("Colleagues: raise problems, and answer what they are asked")),
        (Role.LEAD, _t("Leads: are asked to step in, take over, set shifts and limits")),
        (Role.EXECUTIVE, _t("Executives: are asked to decide what leads can’t")),
        (Role.ADMIN, _t("Admins: choose settings, invite people; and all that leads do")),
    ]
