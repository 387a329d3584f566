"""Logging in: allauth's pages for staff, sign-up closed, and the one-time link."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions.staff import use_log_in_link

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Adapter(DefaultAccountAdapter):
    """Nobody signs up: staff are added, customers have signed links."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: the desk's mail is of the desk."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """The one-time link: GET shows a button, POST uses it up, logs in and asks for a password."""
    if request.method != "POST":
        return _door(request, 200)
    try:
        person = use_log_in_link(secret, by=DESK, at=clock.now())
    except Refused as refusal:
        return _door(request, 410, refusal.sentence)
    login(request, person, backend=BACKEND)
    return redirect("/" if person.has_usable_password() else "account_set_password")


def _door(request: HttpRequest, status: int, refused: str = "") -> HttpResponse:
    answer = render(request, "desk/enter.html", {"refused": refused}, status=status)
    answer["Referrer-Policy"] = "same-origin"  # the address is the key; without any, no form works
    return answer


urlpatterns: list[URLPattern | URLResolver] = [
    path("enter/<str:secret>/", enter, name="enter"),
    path("log-in/", allauth.login, name="account_login"),
    path("log-out/", allauth.logout, name="account_logout"),
    path("log-in/again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("log-in/closed/", allauth.account_inactive, name="account_inactive"),
    path("log-in/password/", allauth.password_change, name="account_change_password"),
    path("log-in/password/first/", allauth.password_set, name="account_set_password"),
    path("log-in/new/", allauth.signup, name="account_signup"),
    path("log-in/keys/", include("allauth.mfa.urls")),
]
