"""A new password: the first one, one instead of a forgotten one, and who the first person is."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.kit import clock
from buckstop.ledger.refused import Refused
from buckstop.notices.actions.log_in_mails import ask_for_link
from buckstop.outbox.settings import mail_leaves
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.settings import NAME

MAY_CHOOSE = "may-choose-a-password"
FOR = timedelta(hours=1)
"""How long who came by a link may choose a password without knowing the old one."""

ASKS_FROM_HERE = Limit("asks-for-a-link-from-a-place", most=10, seconds=3600)
ASKS_FOR_A_NAME = Limit("asks-for-a-link", most=5, seconds=3600)

_SECRET = {"autocomplete": "new-password"}


class NewPassword(Plain):
    """A password, twice."""

    password1 = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("At least twelve characters, and not one that everybody uses."),
        widget=forms.PasswordInput(attrs={**_SECRET, "autofocus": True}),
        strip=False,
    )
    password2 = forms.CharField(
        label=gettext_lazy("The same again"),
        widget=forms.PasswordInput(attrs=_SECRET),
        strip=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Two that differ, and one that is too easy, are said beside their field."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        one, other = said.get("password1"), said.get("password2")
        if one and other and one != other:
            self.add_error("password2", _("The two aren’t the same."))
        elif one:
            try:
                validate_password(one, self.person)
            except ValidationError as weak:
                self.add_error("password1", weak)
        return said


class FirstName(NewPassword):
    """Who the first admin is."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As colleagues and customers read it."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        help_text=gettext_lazy("You log in with it, and hear there of what you don’t see here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("name", "email", "password1", "password2")


class Forgotten(Plain):
    """Whose password."""

    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


def allow(request: HttpRequest, person: Person) -> None:
    """Let who came by a link choose a password, for an hour."""
    until = clock.now() + FOR
    request.session[MAY_CHOOSE] = [str(person.pk), until.isoformat()]


def next_for(person: Person) -> str:
    """Where who came by a link goes first."""
    return "/log-in/first/" if person.unnamed else "/log-in/password/choice/"


def _may_choose(request: HttpRequest, person: Person) -> bool:
    if not person.has_usable_password():
        return True
    who, until = request.session.get(MAY_CHOOSE) or ("", "")
    return who == str(person.pk) and clock.now() < datetime.fromisoformat(until)


def _chosen(request: HttpRequest, person: Person, password: str) -> None:
    """The password is theirs; every other session of theirs ends by it."""
    staff.choose_password(person, password, by=person.actor(), at=clock.now())
    request.session.pop(MAY_CHOOSE, None)
    update_session_auth_hash(request, person)
    record_authentication(request, person, "password", reauthenticated=True)


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """A new password without the old one, for who came by a link or has none yet."""
    person = Person.objects.get(pk=str(request.user.pk))
    if not _may_choose(request, person):
        return redirect("account_change_password")
    form = NewPassword(request.POST or None, person=person)
    if form.is_valid():
        _chosen(request, person, form.cleaned_data["password1"])
        messages.success(request, _("Your password is set."))
        return redirect("/")
    context = {"form": form, "person": person, "has_one": person.has_usable_password()}
    return render(
        request, "desk/pages/log_in/password.html", context, status=422 if form.is_bound else 200
    )


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """The first admin says who they are, and chooses a password."""
    person = Person.objects.get(pk=str(request.user.pk))
    if not person.unnamed:
        return redirect("/")
    form = FirstName(request.POST or None, person=person)
    if form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                staff.change(
                    person, name=said["name"], public_name="", email=said["email"], zone="",
                    by=person.actor(), at=clock.now(),
                )  # fmt: skip
                _chosen(request, person, said["password1"])
        except Refused as refusal:
            form.add_error(refusal.field or "name", refusal.sentence)
        else:
            messages.success(request, _("Welcome. You log in with that from now on."))
            return redirect("setting-up")
    context = {"form": form, "house": NAME.value}
    return render(
        request, "desk/pages/log_in/first.html", context, status=422 if form.is_bound else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """A link by mail, for an address that logs in here; nobody learns which ones do."""
    form = Forgotten(request.POST or None)
    seconds = 0
    if form.is_valid():
        at, email = clock.now(), form.cleaned_data["email"].lower()
        seconds = wait(ASKS_FROM_HERE, network(request.META.get("REMOTE_ADDR", "")), at)
        if not seconds:
            if not wait(ASKS_FOR_A_NAME, email, at):  # beyond that, what was sent has to do
                ask_for_link(email, at=at)
            return redirect("/log-in/forgotten/?sent=1")
    context = {
        "form": form,
        "sent": "sent" in request.GET,
        "mail_leaves": mail_leaves(),
        "refused": _too_often(seconds) if seconds else "",
    }
    status = 429 if seconds else 422 if form.is_bound else 200
    return render(request, "desk/pages/log_in/forgotten.html", context, status=status)


def _too_often(seconds: int) -> str:
    minutes = -(-seconds // 60)
    said = ngettext(
        "Too many links were asked for from here. Try again in %(n)s minute.",
        "Too many links were asked for from here. Try again in %(n)s minutes.",
        minutes,
    )
    return said % {"n": minutes}
