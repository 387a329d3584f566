"""Asking a supplier, and what is said of it: written, insisted on, noted as they said it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions.posting import File
from buckstop.doors.components.forms.base import Choices, Plain, words
from buckstop.doors.components.forms.owning import ReasonForm
from buckstop.doors.components.forms.suppliers import (
    AskSupplierForm,
    NoteTimeForm,
    PassOnInsideForm,
    WriteToSupplierForm,
)
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import SUPPLIER_ASK
from buckstop.doors.desk.presenting import times
from buckstop.doors.desk.presenting.choosing import chosen_service, services_to_choose
from buckstop.people.models import Customer
from buckstop.problems.models import Case
from buckstop.signals.queries import named
from buckstop.suppliers import permissions as may
from buckstop.suppliers import queries
from buckstop.suppliers.actions import answering, asking, hearing
from buckstop.suppliers.actions.asking import Wanted
from buckstop.suppliers.models import Ask, SupplierPerson

HOUR = timedelta(hours=1)


def _files(filled: dict[str, Any]) -> list[File]:
    return [
        File(one.name or "file", one.content_type or "", one.read()) for one in filled["attached"]
    ]


def _askable() -> list[SupplierPerson]:
    """Everybody of every supplier, by supplier."""
    now = SupplierPerson.objects.filter(until=None, supplier__ended_at=None)
    rows = now.select_related("supplier", "person")
    first = F("turn_to_after").asc(nulls_first=True)  # who stands on no ladder is asked first
    return list(rows.order_by("supplier__name", first, "person__public_name"))


class AskSupplier(ProblemAct):
    """Ask somebody outside the house."""

    label = gettext_lazy("Ask a supplier")
    noun = "supplier-asks/"
    form = AskSupplierForm
    template = "desk/sheet_ask_supplier.html"
    submit = gettext_lazy("Ask them")
    fields = {"due": "by", "debtor": "whom", "of": "whom", "plan_b_at": "plan_b_when"}

    def times(self) -> list[datetime]:
        return times.answers(self.level, self.reader, (240, 60, 600, 1200))

    def options(self) -> dict[str, Any]:
        about = next((row.service_id for row in named(self.problem)), None)
        askable = sorted(_askable(), key=lambda one: about not in one.supplier.services)
        people = [(str(one.pk), _called(one)) for one in askable]
        cases = Case.objects.filter(problem=self.problem, customer__isnull=False)
        names = cases.order_by("customer__name").values_list("customer", "customer__name")
        return {
            "people": people,
            "customers": [(str(k), n) for k, n in names.distinct()],
            "services": services_to_choose(),
            "initial": {"service": str(about or "")},
        }

    def context(self) -> dict[str, Any]:
        lead = _("It goes by mail, with a page of its own to answer on, and nothing else of this.")
        return {"lead": lead}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        of = next((one for one in _askable() if str(one.pk) == filled["whom"]), None)
        assert of is not None, "the form has no others"
        due, now = filled["by"], self.reader.now
        begins = {"due": due, "half": now + (due - now) / 2, "later": due + HOUR}
        wanted = Wanted(
            what=filled["what"],
            why=filled["why"],
            due=due,
            names=Customer.objects.get(pk=filled["names"]) if filled["names"] else None,
            service=chosen_service(filled),
            plan_b=filled["plan_b"],
            plan_b_at=begins[filled["plan_b_when"]],
            files=_files(filled),
        )
        asking.ask_supplier(self.problem, of=of, wanted=wanted, **self.by)
        said = {"who": of.person.public_name, "supplier": of.supplier.name}
        return Confirmation(_("%(who)s of %(supplier)s is asked.") % said)


def _called(one: SupplierPerson) -> str:
    post = f" ({one.post})" if one.post else ""
    return f"{one.supplier.name}: {one.person.public_name}{post}"


class _OfAsk(ProblemAct):
    """An act on what a supplier was asked."""

    under = "supplier-asks/<uuid:key>/"
    ask: Ask

    def find_row(self, key: UUID | None) -> None:
        found = queries.ask_of(self.problem, key) if key else None
        if found is None:
            raise Http404
        self.ask = found

    @property
    def back(self) -> str:
        return SUPPLIER_ASK.url(self.problem.number, self.ask.pk)


class WriteToSupplier(_OfAsk):
    """A word into the thread of this ask."""

    label = gettext_lazy("Write to them")
    noun = "messages/"
    where = (Where(Spot.SUPPLIER_ASK, 10, main=True),)
    form = WriteToSupplierForm
    submit = gettext_lazy("Send it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_write_to_supplier(on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        files = _files(filled)
        asking.write_to_supplier(self.ask, text=filled["text"], files=files, **self.by)
        return Confirmation(_("It is on its way."))


class _Noted(_OfAsk):
    """What they said elsewhere, noted for them."""

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_answer(on.row, on.row.commitment, on.reader.actor)

    def context(self) -> dict[str, Any]:
        return {"lead": _("As you heard it from them; the record says that you noted it.")}


class NoteTime(_Noted):
    """By when they do it."""

    label = gettext_lazy("They’ll do it by…")
    noun = "promise/"
    where = (Where(Spot.SUPPLIER_ASK, 20),)
    form = NoteTimeForm
    submit = gettext_lazy("Note it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_say_time(on.row, on.row.commitment, on.reader.actor)

    def times(self) -> list[datetime]:
        due = self.ask.commitment.due
        later = times.later_than(self.level, self.reader, due)
        return [time for time in (due, *later) if time > self.reader.now]

    def do(self, filled: dict[str, Any]) -> Confirmation:
        answering.say_time(self.ask, due=filled["by"], reason=filled["reason"], **self.by)
        time = times.said(self.reader, filled["by"])
        return Confirmation(_("Promised by %(time)s.") % {"time": time})


class DoneForm(Plain):
    """What they did or found."""

    text = words(gettext_lazy("What they did or found"), rows=4)


class NoteDone(_Noted):
    """They did it."""

    label = gettext_lazy("They did it")
    noun = "reports/"
    where = (Where(Spot.SUPPLIER_ASK, 30),)
    form = DoneForm
    submit = gettext_lazy("Note it")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        answering.say_done(self.ask, text=filled["text"], **self.by)
        return Confirmation(_("Noted as done."))


class NoteRefusal(_Noted):
    """They can't."""

    label = gettext_lazy("They can’t")
    noun = "refusals/"
    where = (Where(Spot.SUPPLIER_ASK, 40),)
    form = ReasonForm
    submit = gettext_lazy("Note it")

    def do(self, filled: dict[str, Any]) -> Confirmation:
        answering.say_no(self.ask, reason=filled["reason"], **self.by)
        return Confirmation(_("Declined."))


class InsistForm(Plain):
    """Why it can't wait."""

    text = words(gettext_lazy("Why it can’t wait until then (they read this)"), rows=3)


class Insist(_OfAsk):
    """Their time is too late."""

    label = gettext_lazy("Insist")
    noun = "insistence/"
    where = (Where(Spot.SUPPLIER_ASK, 15),)
    form = InsistForm
    submit = gettext_lazy("Ask again")
    fields = {"due": "text"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_insist(on.row, on.row.commitment, on.reader.actor)

    def context(self) -> dict[str, Any]:
        return {"lead": _("If you leave it, their time stands.")}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        asking.insist(self.ask, text=filled["text"], **self.by)
        return Confirmation(_("They are asked again."))


class PassOnInside(_OfAsk):
    """Somebody else of theirs is asked."""

    label = gettext_lazy("Ask somebody else there")
    noun = "passing-on/"
    where = (Where(Spot.SUPPLIER_ASK, 50),)
    form = PassOnInsideForm
    submit = gettext_lazy("Ask them")
    fields = {"to": "whom"}

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_pass_on(on.row, on.row.commitment, on.reader.actor)

    def options(self) -> dict[str, Any]:
        rows = queries.people_of(self.ask.supplier)
        others = [one for one in rows if one.person_id != self.ask.commitment.debtor_id]
        people: Choices = [(str(one.pk), _called(one)) for one in others]
        return {"people": people}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        rows = SupplierPerson.objects.select_related("person")
        to = get_object_or_404(rows, pk=filled["whom"])
        answering.pass_on(self.ask, to=to, **self.by)
        return Confirmation(_("%(who)s is asked.") % {"who": to.person.public_name})


class TicketForm(Plain):
    """The number that they gave it."""

    ticket = forms.CharField(
        label=gettext_lazy("Their number"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Our subject has it from then on, so that their system finds it."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class NoteTicket(_OfAsk):
    """The number of their own that they gave it."""

    label = gettext_lazy("Their number")
    noun = "ticket/"
    where = (Where(Spot.SUPPLIER_ASK, 55),)
    form = TicketForm
    submit = gettext_lazy("Keep it")

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_note_ticket(on.reader.actor)

    def options(self) -> dict[str, Any]:
        return {"initial": {"ticket": self.ask.ticket}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        hearing.note_ticket(self.ask, ticket=filled["ticket"], **self.by)
        return Confirmation(_("Kept."))


class WithdrawSupplierLinks(_OfAsk):
    """No link that was sent until now opens anything."""

    label = gettext_lazy("Withdraw their links")
    noun = "links/withdrawal/"
    where = (Where(Spot.SUPPLIER_ASK, 60),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_withdraw_links(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        asking.withdraw_links(self.ask, **self.by)
        return Confirmation(_("No link to it opens anything now; the next mail brings a new one."))
