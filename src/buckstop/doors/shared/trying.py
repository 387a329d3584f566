"""A provider of OpenID Connect is tried from a page, and what came of it is said."""

from django.utils.translation import gettext as _

from buckstop.identity.asking import Unusable
from buckstop.identity.openid.flow import trial
from buckstop.identity.openid.registration import Registration


def tried(registration: Registration, *, back: str) -> str:
    """Ask it what can be asked without a log-in."""
    try:
        remarks = trial(registration, back=back)
    except Unusable as wrong:
        return str(wrong)
    works = _("It answers, and knows this desk. Log in with it once in another browser.")
    return " ".join([works, *remarks])
