"""Logging in: allauth's pages for staff, sign-up closed, and the one-time link."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib.auth import login, logout
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from buckstop.doors.desk import (
    came_in,
    coming_in,
    lockout,
    passwords,
    saml,
    saml_log_out,
    second_step,
    sittings,
)
from buckstop.doors.desk.networks import all_from_open_networks
from buckstop.doors.shared.private import private
from buckstop.identity.queries import may_use_password
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.backends import BY_NAME
from buckstop.people.models import Person

BACKEND = BY_NAME


class Adapter(DefaultAccountAdapter):
    """Nobody signs up: staff are added, customers have signed links."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: the desk's mail is of the desk."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: `authenticate` counts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Whose password that is; raises ValidationError after too many that weren't."""
        counted = lockout.knock(request, str(credentials.get("email") or ""))
        person = super().authenticate(request, **credentials)
        if person is not None:
            lockout.let_in(counted)
            if not may_use_password(person):
                raise ValidationError(_("Passwords are switched off here. Log in as shown below."))
        return person

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Remember the browser, however they came in."""
        answer = super().post_login(request, user, **more)
        lockout.remember(request, answer, user)
        came_in.on_record(request, user)
        return answer

    def set_password(self, user: Any, password: str) -> None:
        """Through the verb, so that it is on record and the person hears of it."""
        person = Person.objects.get(pk=user.pk)
        staff.choose_password(person, password, by=person.actor(), at=clock.now())
        user.password = person.password

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"


class LogIn(allauth.LoginView):
    """With a password or a passkey, or by a provider."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return context | coming_in.offered(self.request)


class LogOut(allauth.LogoutView):
    """Here, and by SAML at the provider; by others the log-in page leads there then."""

    def post(self, *args: Any, **keys: Any) -> HttpResponse:
        left = coming_in.elsewhere(self.request)
        came = saml_log_out.came_by(self.request)
        answer: HttpResponse = super().post(*args, **keys)
        if came:
            return saml_log_out.lead_on(self.request, came) or answer
        if left:
            self.request.session[coming_in.LEFT] = left
        return answer


class AddPasskey(AddWebAuthnView):
    """Afterwards one sees one's passkeys; recovery codes are there for who wants to see them."""

    def get_success_url(self) -> str:
        return "/log-in/keys/webauthn/"


@receiver(user_logged_in)
def _noted(sender: object, request: HttpRequest, **more: Any) -> None:
    """A session knows its browser from the beginning, however it began."""
    sittings.note(request.session, request.META.get("HTTP_USER_AGENT", ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """The one-time link: GET shows a button, POST uses it up, logs in and asks for a password."""
    if request.method != "POST":
        return _door(request, 200)
    try:
        link = staff.use_log_in_link(secret, by=DESK, at=clock.now())
    except Refused as refusal:
        return _door(request, 410, refusal.sentence)
    person: Person = link.person
    if request.user.is_authenticated and request.user.pk != person.pk:
        logout(request)  # what another person's session may do, isn't theirs
    if link.mailed and not may_use_password(person):
        return _door(request, 403, _("Passwords are switched off here. Log in as shown below."))
    if link.mailed:  # who reads somebody's mail still lacks their second step, where there is one
        passwords.allow(request, person)
        return perform_login(request, Login(user=person, redirect_url=passwords.next_for(person)))
    login(request, person, backend=BACKEND)
    record_authentication(request, person, "link", reauthenticated=True)
    passwords.allow(request, person)
    answer = redirect(passwords.next_for(person))
    lockout.remember(request, answer, person)
    came_in.on_record(request, person, "link")
    return answer


def _door(request: HttpRequest, status: int, refused: str = "") -> HttpResponse:
    said = {"refused": refused}
    return private(render(request, "desk/pages/log_in/enter.html", said, status=status))


urlpatterns = (
    all_from_open_networks(
        [
            path("enter/<secret:secret>/", enter, name="enter"),
            path("log-in/", LogIn.as_view(), name="account_login"),
            path("log-in/second-step/", second_step.explained, name="second-step"),
            path("log-out/", LogOut.as_view(), name="account_logout"),
            path("log-in/again/", allauth.reauthenticate, name="account_reauthenticate"),
            path("log-in/closed/", allauth.account_inactive, name="account_inactive"),
            path("log-in/forgotten/", passwords.forgotten, name="password-forgotten"),
            path("log-in/first/", passwords.first, name="first-name"),
            path("log-in/password/", allauth.password_change, name="account_change_password"),
            path("log-in/password/choice/", passwords.choose, name="account_set_password"),
            path("log-in/new/", allauth.signup, name="account_signup"),
            path("log-in/keys/webauthn/add/", AddPasskey.as_view(), name="passkey-add"),
            path("log-in/keys/", include("allauth.mfa.urls")),
            *coming_in.urlpatterns,
            *saml.urlpatterns,
        ]
    )
    + coming_in.from_providers
    + saml.from_providers
)
