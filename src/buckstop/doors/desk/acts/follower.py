"""Who gets copies. Each is one press."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import followers
from buckstop.conversations.models import Follower
from buckstop.conversations.permissions import followers as may
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.of_problem import ProblemAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where


class _OfFollower(ProblemAct):
    """What is done about somebody who was copied in."""

    under = "followers/<uuid:key>/"
    follower: Follower

    def find_row(self, key: UUID | None) -> None:
        assert key is not None
        rows = Follower.objects.filter(pk=key, case__problem=self.problem)
        found = rows.select_related("case__problem").first()
        if found is None:
            raise Http404
        self.follower = found

    @property
    def who_follows(self) -> dict[str, str]:
        """Their name, for a sentence."""
        return {"who": self.follower.name or self.follower.address}


class Following(_OfFollower):
    """They get copies."""

    label = gettext_lazy("Yes, copy them in")
    noun = "acceptance/"
    where = (Where(Spot.PROPOSED, 10),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_accept(on.row.kind, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        followers.accept(self.follower, **self.by)
        return Confirmation(_("%(who)s gets copies from now on.") % self.who_follows)


class NotFollowing(_OfFollower):
    """They get none."""

    label = gettext_lazy("No")
    noun = "refusal/"
    where = (Where(Spot.PROPOSED, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_decline(on.row.kind, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        followers.decline(self.follower, **self.by)
        return Confirmation(_("%(who)s gets no copies.") % self.who_follows)


class Unfollowing(_OfFollower):
    """They get none any more."""

    label = gettext_lazy("End")
    noun = "removal/"
    where = (Where(Spot.COPY),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove(on.row.kind, on.reader.actor)

    @classmethod
    def hint_on(cls, on: Subject) -> str:
        return _("No more copies to %(who)s") % {"who": on.row.who}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        followers.remove(self.follower, **self.by)
        return Confirmation(_("%(who)s gets no copies any more.") % self.who_follows)
