"""A post of a provider: whether it is proved, and what mails it holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from anymail.exceptions import AnymailConfigurationError, AnymailError
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from buckstop.configuration.secrets import unseal
from buckstop.incoming.accounts.recipients import envelope_of
from buckstop.incoming.actions.keep import Arrived
from buckstop.incoming.models import MailWebhook
from buckstop.incoming.providers import reports
from buckstop.incoming.providers.known import PROVIDERS, of_another_kind
from buckstop.incoming.providers.provider import WRONG, NoMail, Posted
from buckstop.incoming.providers.reports import Told
from buckstop.kit.addresses import normal, unmarked
from buckstop.outbox.settings import ADDRESSES

_UNFIT = (*WRONG, AnymailError, SuspiciousOperation, MultiPartParserError)


class NotProved(Exception):
    """Nothing shows that it comes from the provider."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post to one of our addresses, which was `url` to who posted it."""

    request: HttpRequest
    url: str


def mails_of(post: Post, to: MailWebhook) -> list[Arrived]:
    """The mails of a post, each for the addresses of ours that its envelope names.

    Raises NotProved, and NoMail where it is something else. What can't be understood is one mail,
    with all that was posted as it came.
    """
    provider = PROVIDERS[to.provider]
    secret = unseal(to.secret) if to.secret else None
    if not secret:
        raise NotProved
    try:
        reader = provider.reader(secret, post.url)
        reader.run_validators(post.request)
    except (*_UNFIT, AnymailConfigurationError) as failure:
        raise NotProved from failure
    try:
        found = list(provider.mails(post.request, reader))
    except AnymailConfigurationError as failure:
        raise NoMail(of_another_kind()) from failure
    except _UNFIT as failure:
        found = [Posted(post.request.body, unfit=type(failure).__name__)]
    return [_arrived(one, provider.label, to.address) for one in found]


def reports_of(post: Post, to: MailWebhook) -> list[Told]:
    """What a post says became of mails of ours. Raises NotProved, and NoMail where it can't be
    understood: no mail is lost by that."""
    secret = unseal(to.secret) if to.secret else None
    if not secret:
        raise NotProved
    try:
        reader = reports.reader(to.provider, secret, post.url)
        reader.run_validators(post.request)
    except (*_UNFIT, AnymailConfigurationError) as failure:
        raise NotProved from failure
    try:
        return list(reports.told(reader.parse_events(post.request)))
    except (*_UNFIT, AssertionError, AnymailConfigurationError) as failure:
        says = _(
            "What came isn’t a report about our mail (%(what)s): look at what is posted there."
        )
        raise NoMail(says % {"what": type(failure).__name__}) from failure


def _arrived(one: Posted, label: str, otherwise: str) -> Arrived:
    if one.unfit:
        says = _("%(provider)s posted what can’t be read as a mail (%(what)s).")
        remark = says % {"provider": label, "what": one.unfit}
        return Arrived("", (otherwise,), one.raw, remark, unreadable=True)
    path, named = envelope_of(one.raw, ADDRESSES.value, otherwise)
    if one.envelope_from is not None:
        path = one.envelope_from.strip().strip("<>")[:320]
    most, remark = settings.MESSAGE_LIMIT, ""
    if len(one.raw) > most:
        says = _("It is larger than the %(mib)d MiB that we take: its rest is with %(provider)s.")
        remark = says % {"mib": most // 1024**2, "provider": label}
    return Arrived(path, tuple(_ours(one.recipients)) or (named,), one.raw[:most], remark)


def _ours(recipients: tuple[str, ...]) -> Iterator[str]:
    """Those of an envelope that are ours, each once."""
    found = dict.fromkeys(normal(one) for one in recipients)
    return (one for one in found if one and unmarked(one) in ADDRESSES.value)
