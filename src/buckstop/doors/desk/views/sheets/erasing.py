"""Erasing: what would go is shown, and the name is typed, before anything does. For admins."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from buckstop.conversations.actions import erasing
from buckstop.conversations.actions.erasing import Reach
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.customers import SureForm
from buckstop.doors.desk.guard import admins_only
from buckstop.doors.desk.views.sheets.customers import OfCustomer
from buckstop.doors.desk.views.sheets.house import HouseSheet
from buckstop.people.models import Person
from buckstop.people.queries import contacts_of_only


class _Erasing(HouseSheet):
    """What these sheets share: the preview, and the name that is typed."""

    template = "desk/sheet_erase.html"
    guard = staticmethod(admins_only)
    moves_on = True
    back = "/people/"

    @property
    def name(self) -> str:
        """What has to be typed."""
        raise NotImplementedError

    def reach(self) -> Reach:
        """What would go."""
        raise NotImplementedError

    @property
    def to(self) -> str:
        return "/people/"

    def form(self, *given: Any) -> Plain:
        return SureForm(*given, name=self.name)

    def context(self) -> dict[str, Any]:
        return {"name": self.name, "reach": self.reach(), "staff": False}


class EraseCustomer(OfCustomer, _Erasing):
    """A customer with everything of theirs."""

    @property
    def name(self) -> str:
        return self.customer.name

    def reach(self) -> Reach:
        cases = erasing.cases_of_customer(self.customer)
        return erasing.reach(contacts_of_only(self.customer), cases)

    def act(self, said: dict[str, Any]) -> str:
        erasing.erase_customer(self.customer, **self.by)
        return _("The customer is erased.")


class ErasePerson(_Erasing):
    """A contact; or a member of staff who has left, whose words for the house stay."""

    person: Person

    def find(self, key: UUID | None) -> None:
        assert key is not None
        found = Person.objects.filter(pk=key, erased_at=None).first()
        if found is None or (found.is_staff_member and found.is_active):
            raise Http404
        self.person = found

    @property
    def name(self) -> str:
        return self.person.name

    def reach(self) -> Reach:
        if self.person.is_staff_member:
            return Reach([self.name], 0, 0, 0, [self.person.email or ""], [])
        return erasing.reach([self.person], erasing.cases_of([self.person]))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "staff": self.person.is_staff_member}

    def act(self, said: dict[str, Any]) -> str:
        erasing.erase_person(self.person, **self.by)
        return _("Erased.")
