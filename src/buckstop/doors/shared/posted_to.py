"""The address to which a provider posts mail."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse

from buckstop.incoming.models import MailWebhook, Posts
from buckstop.incoming.providers.known import PROVIDERS
from buckstop.incoming.providers.provider import USER


def posted_to(webhook: MailWebhook, path: str, password: str = "") -> str:
    """Where its provider posts to, by its random part; with name and password where it logs in."""
    ends = PROVIDERS[webhook.provider].ends if webhook.posts == Posts.MAIL else ""
    parts = urlsplit(as_given(reverse("mail-in", args=[webhook.provider, path, ends])))
    inside = f"{USER}:{password}@" if password else ""
    return urlunsplit(parts._replace(netloc=f"{inside}{parts.netloc}"))


def as_given(path: str) -> str:
    """A path of ours as whoever posts there was told it: some sign what they were told."""
    return f"{settings.BASE_URL}{path}"
