"""Mail that providers post, and what they say became of ours: committed before we say so.

Who can't prove that it is theirs is told nothing, whether there is such an address or not; but they
are told to come again (503): a secret or an address that was mistyped then loses no mail, since a
provider keeps what was answered so, for hours. After 403 Postmark gives a mail up for good, and
after any answer of the 400s SendGrid does: `docs/decisions/0135`.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from buckstop.doors.shared.limits import Limit, count, network
from buckstop.doors.shared.posted_to import as_given
from buckstop.doors.shared.sizes import is_too_large
from buckstop.incoming.actions.posting import keep_posted, no_mail
from buckstop.incoming.actions.provider_reports import take_provider_reports
from buckstop.incoming.models import MailWebhook, Posts
from buckstop.incoming.providers.provider import NoMail
from buckstop.incoming.providers.reading import NotProved, Post, mails_of, reports_of
from buckstop.incoming.queries import webhook_at
from buckstop.kit import clock
from buckstop.notices.live import announcer
from buckstop.outbox.providers.known import BY_API

ADDRESS = r"(?P<provider>[a-z]{1,20})/(?P<path>[a-z0-9]{40})/(?P<ends>[a-z]{0,10})"
AROUND = 4
"""A post may be so many times as large as a mail: a provider sends it in parts besides, and what
isn't text takes a third more."""
MAILS = Limit("mail-in", most=1200, seconds=60)
AGAIN = 300
"""Seconds after which who couldn't prove it may come again."""
REFUSED = Limit("mail-in-refused", most=120, seconds=600)


@csrf_exempt  # nobody is logged in: the provider proves each post
@require_http_methods(["POST", "HEAD"])
def posted(request: HttpRequest, provider: str, path: str, ends: str) -> HttpResponse:
    """Take what a provider posts; some ask by HEAD first whether anybody is here."""
    del ends  # by this the provider knows what to send
    if request.method == "HEAD":
        return HttpResponse()
    webhook = webhook_at(provider, path) if provider in BY_API else None
    if webhook is None:
        return _not_proved(request)
    most = AROUND * settings.MESSAGE_LIMIT
    sent = b"" if is_too_large(request, most) else request.read(most + 1)
    if not 0 < len(sent) <= most:
        return _said(413, f"Send at most {most // 1024**2} MiB at a time.")
    request._body = sent  # Django's own limit is that of one mail
    take = _reported if webhook.posts == Posts.REPORTS else _kept
    try:
        return take(Post(request, as_given(request.path)), webhook)
    except NotProved:
        return _not_proved(request)
    except NoMail as other:
        no_mail(webhook, str(other), at=clock.now())
        return _said(422, str(other))


def _reported(post: Post, webhook: MailWebhook) -> HttpResponse:
    """What a provider says became of our mail."""
    take_provider_reports(reports_of(post, webhook), webhook, at=clock.now())
    return _said(200, "Noted.")


def _kept(post: Post, webhook: MailWebhook) -> HttpResponse:
    """Mail; counted once it is proved, so that nobody else can use up what a provider may post."""
    mails, at = mails_of(post, webhook), clock.now()
    counted = count(MAILS, str(webhook.pk), at)
    if counted.over:
        return _later(counted.seconds, "That was very often.")
    keep_posted(mails, webhook, at=at)
    announcer.committed([])
    return _said(200, "Kept.")


def _not_proved(request: HttpRequest) -> HttpResponse:
    who = network(request.META.get("REMOTE_ADDR", ""))
    counted = count(REFUSED, who, clock.now())
    return _later(counted.seconds if counted.over else AGAIN, "Not proved.")


def _later(seconds: int, words: str) -> HttpResponse:
    """Not now: whoever posted it keeps it, and comes again."""
    answer = _said(503, words)
    answer["Retry-After"] = str(seconds)
    return answer


def _said(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


urlpatterns = [re_path(f"^{ADDRESS}$", posted, name="mail-in")]
