"""What mails leave open: whose words they are, and who gets copies. Each is one press."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from buckstop.conversations.actions import followers, forwards, strangers
from buckstop.conversations.models import Doubt, Follower
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.views import finding
from buckstop.doors.desk.views.sheets.base import Deed
from buckstop.problems.models import Case


class _OfDoubt(Deed):
    """Parts of what is done with words that stand apart."""

    doubt: Doubt

    def find(self, key: UUID | None) -> None:
        assert key is not None
        rows = Doubt.objects.filter(pk=key, case__problem=self.problem)
        found = rows.select_related("case__problem", "case__contact", "case__customer").first()
        if found is None:
            raise Http404
        self.doubt = found


class Belonging(_OfDoubt):
    """They belong to the case."""

    def act(self, said: dict[str, object]) -> str:
        message = strangers.belongs(self.doubt, **self.by)
        return _("It stands on the case, as %(who)s’s words.") % {"who": message.said_by}


class OwnProblem(_OfDoubt):
    """It is a problem of their own."""

    moves_on = True
    made: Case | None = None

    @property
    def to(self) -> str:
        return problems.address(self.made.problem) if self.made else self.home

    def act(self, said: dict[str, object]) -> str:
        self.made = strangers.own_problem(self.doubt, **self.by)
        return _("It is %(ref)s now.") % {"ref": self.made.problem.ref}


class SetAside(_OfDoubt):
    """It is nothing for us."""

    def act(self, said: dict[str, object]) -> str:
        strangers.set_aside(self.doubt, **self.by)
        return _("Set aside.")


class Sight(_OfDoubt):
    """Somebody looked at it."""

    def act(self, said: dict[str, object]) -> str:
        strangers.see(self.doubt, **self.by)
        return _("Noted.")


class _OfFollower(Deed):
    """Parts of what is done about who gets copies."""

    follower: Follower

    def find(self, key: UUID | None) -> None:
        assert key is not None
        rows = Follower.objects.filter(pk=key, case__problem=self.problem)
        found = rows.select_related("case__problem").first()
        if found is None:
            raise Http404
        self.follower = found

    @property
    def who(self) -> dict[str, str]:
        return {"who": self.follower.name or self.follower.address}


class Following(_OfFollower):
    """They get copies."""

    def act(self, said: dict[str, object]) -> str:
        followers.accept(self.follower, **self.by)
        return _("%(who)s gets copies from now on.") % self.who


class NotFollowing(_OfFollower):
    """They get none."""

    def act(self, said: dict[str, object]) -> str:
        followers.decline(self.follower, **self.by)
        return _("%(who)s gets no copies.") % self.who


class Unfollowing(_OfFollower):
    """They get none any more."""

    def act(self, said: dict[str, object]) -> str:
        followers.remove(self.follower, **self.by)
        return _("%(who)s gets no copies any more.") % self.who


class _OfForward(Deed):
    """Parts of whose a mail is that a colleague passed on."""

    def find(self, key: UUID | None) -> None:
        assert key is not None
        self.case = finding.case(self.problem, key)


class AdoptProposed(_OfForward):
    """The original sender of a mail that a colleague passed on is the contact."""

    def act(self, said: dict[str, object]) -> str:
        case = forwards.adopt(self.case, **self.by)
        return _("%(name)s gets our mail from now on.") % {"name": case.contact.public_name}


class KeepContact(_OfForward):
    """Who passed it on is the contact."""

    def act(self, said: dict[str, object]) -> str:
        case = forwards.keep_contact(self.case, **self.by)
        return _("It stays %(name)s’s.") % {"name": case.contact.public_name}
