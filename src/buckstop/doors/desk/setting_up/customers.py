"""Whose problems we own."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from buckstop.doors.components.forms.setting_up import CustomersForm
from buckstop.doors.desk.reader import Reader
from buckstop.doors.desk.setting_up.step import Step
from buckstop.people.models import Customer
from buckstop.people.queries import here


class Customers(Step):
    """Customers come from a list."""

    name = "customers"
    rank = 70
    title = _("Customers")
    says = _(
        "Whoever writes from a customer’s mail domain is theirs. Mail from others is owned all the"
        " same."
    )

    @classmethod
    def evidence(cls) -> "QuerySet[Customer]":
        return here()

    @classmethod
    def form(cls, *posted: Any) -> CustomersForm:
        return CustomersForm(*posted)

    @classmethod
    def shown(cls, reader: Reader) -> dict[str, Any]:
        return {"count": here().count(), "listed": None}
