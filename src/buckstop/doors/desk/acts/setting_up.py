"""Setting up: a step's settings, letters and lists; what isn't needed is dismissed."""

import hashlib
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.configuration.actions.choosing import choose
from buckstop.doors.components.forms.base import Plain
from buckstop.doors.components.forms.setting_up import CustomersForm, PeopleForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.settings import ChangeSettings
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import SETTING_UP, SETTING_UP_STEP
from buckstop.doors.desk.guard import Who
from buckstop.doors.desk.pages.setting_up import data
from buckstop.doors.desk.pages.setting_up.data import log_in_links, step_page
from buckstop.doors.desk.setting_up import register as steps
from buckstop.doors.desk.setting_up.customers import Customers
from buckstop.doors.desk.setting_up.mail_out import MailOut
from buckstop.doors.desk.setting_up.people import People
from buckstop.doors.desk.setting_up.step import Step
from buckstop.doors.desk.settings import DISMISSED
from buckstop.notices.actions.log_in_mails import invite, try_letter
from buckstop.outbox.settings import mail_leaves
from buckstop.people.actions import customer_lists, staff
from buckstop.people.lists import read_customers, read_people
from buckstop.people.queries import already_there


class _OfSetUp(DeskAct):
    """An act on a step; what is wrong stands on the step's own page."""

    who = Who.ADMINS
    before = SETTING_UP_STEP.route
    step: type[Step]

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return (on.row.name,)

    def find(self, **keys: Any) -> None:
        self.step = data.found(keys["step"])

    @property
    def back(self) -> str:
        return self.step.url()

    def more(self) -> dict[str, Any]:
        """What the step's page needs besides."""
        return {}

    def show(self, form: Plain) -> HttpResponse:
        return step_page(self.request, self.reader, self.step, form=form, **self.more())


class ChooseInSetUp(_OfSetUp, ChangeSettings):
    """The settings that a step asks for."""

    noun = "settings/"
    where = ()

    def find(self, **keys: Any) -> None:
        super().find(**keys)
        if self.step.group is None:
            raise Http404
        self.group = self.step.group

    def do(self, filled: dict[str, Any]) -> Confirmation:
        confirmation = super().do(filled)
        following = steps.after(self.step) if self.step.leads_on else None
        return Confirmation(confirmation.text, to=(following or self.step).url())


class _OfOneStep(_OfSetUp):
    """An act that one step has."""

    before = SETTING_UP.route
    its_step: ClassVar[type[Step]]

    @classmethod
    def keys(cls, on: Subject) -> tuple[Any, ...]:
        return ()

    def find(self, **keys: Any) -> None:
        self.step = self.its_step


class TryLetter(_OfOneStep):
    """A letter to oneself, to see whether mail leaves."""

    its_step = MailOut
    noun = f"{MailOut.name}/trials/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        try_letter(self.reader.person, at=self.reader.now)
        return Confirmation(_("The letter is on its way."), to=self.step.url())


class InvitePeople(_OfOneStep):
    """Many colleagues at once."""

    its_step = People
    noun = f"{People.name}/invitations/"
    form = PeopleForm

    def fill(self, *posted: Any) -> Plain:
        return People.form(*posted)

    def post(self) -> HttpResponse:
        """As any act; where no mail leaves, the links are shown instead: this once."""
        self._links: list[tuple[str, str]] = []
        answer = super().post()
        if not self._links:
            return answer
        return step_page(self.request, self.reader, self.step, links=self._links)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        lines = read_people(filled["people"])
        added = staff.add_each(lines, role=filled["role"], **self.by)
        wrong = [line.wrong for line in lines if line.wrong]
        if mail_leaves():
            for person in added:
                invite(person, at=self.reader.now)
        else:
            self._links = log_in_links(added, self.reader)
        n = len(added)
        said = ngettext("%(n)d person is added.", "%(n)d people are added.", n) % {"n": n}
        return Confirmation(" ".join([said, *wrong]), to=self.step.url())


class AddCustomers(_OfOneStep):
    """A list of customers: looked at first, then added."""

    its_step = Customers
    noun = f"{Customers.name}/list/"
    form = CustomersForm

    def post(self) -> HttpResponse:
        form = self.fill(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.show(form)
        text = form.cleaned_data["table"]
        found = read_customers(text)
        lines = already_there(found.lines)
        digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
        good = sum(not line.wrong for line in lines)
        if good and form.cleaned_data["sure"] == digest:
            customer_lists.add_each(lines, **self.by)
            said = ngettext("%(n)d customer is added.", "%(n)d customers are added.", good)
            return self.confirm(Confirmation(said % {"n": good}, to=self.step.url()))
        again = CustomersForm(initial={"table": text})
        shown = {"listed": lines, "unknown": found.unknown, "good": good, "digest": digest}
        return step_page(self.request, self.reader, self.step, form=again, **shown)


class DismissStep(_OfSetUp):
    """This organisation doesn't need it."""

    label = gettext_lazy("We don’t need this")
    noun = "dismissal/"
    where = (Where(Spot.STEP_OF_SET_UP),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not steps.is_dismissed(on.row)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self._dismiss({*DISMISSED.value, self.step.name})
        said = _("“%(step)s” is dismissed.") % {"step": self.step.title}
        return Confirmation(said, undo=PutBackStep.url(self.step.name), to=SETTING_UP.url())

    def _dismiss(self, names: set[str]) -> None:
        house = staff.found_house(**self.by)
        choose({DISMISSED: ", ".join(sorted(names))}, on=house, **self.by)


class PutBackStep(DismissStep):
    """It is needed after all."""

    label = gettext_lazy("Take it up again")
    noun = "return/"
    where = (Where(Spot.STEP_OF_SET_UP),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return steps.is_dismissed(on.row)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        self._dismiss({*DISMISSED.value} - {self.step.name})
        return Confirmation(_("It stands on the list again."), to=self.step.url())
