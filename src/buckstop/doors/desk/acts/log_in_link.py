"""How a colleague gets in: by a link, shown this once or mailed to them."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.on_page import OnPage
from buckstop.doors.desk.acts.person import PersonAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.pages.person.page import person_page
from buckstop.notices.actions import log_in_mails
from buckstop.outbox.settings import mail_leaves
from buckstop.people.actions import staff


class MakeLink(OnPage, PersonAct):
    """A link that logs them in once, shown this once."""

    label = gettext_lazy("Make a log-in link")
    noun = "links/"
    where = (Where(Spot.PERSON, 60),)
    counts_once = False

    def find(self, **keys: Any) -> None:
        super().find(**keys)
        self.only_who_works_here()

    def page(self, form: Plain | None, *, secret: str = "") -> HttpResponse:
        return person_page(self.request, self.reader, self.person.pk, link=secret)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        secret = staff.make_log_in_link(self.person, **self.by)
        link = f"{settings.BASE_URL}{reverse('enter', args=[secret])}"
        return Confirmation("", secret=link)


class MailLink(PersonAct):
    """The same, mailed to them."""

    label = gettext_lazy("Mail them a link")
    noun = "links/mails/"
    where = (Where(Spot.PERSON, 70),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return super().may(on) and mail_leaves()

    def find(self, **keys: Any) -> None:
        super().find(**keys)
        self.only_who_works_here()

    def do(self, filled: dict[str, Any]) -> Confirmation:
        log_in_mails.invite(self.person, at=self.reader.now)
        return Confirmation(_("A link is on its way to %(mail)s.") % {"mail": self.person.email})
