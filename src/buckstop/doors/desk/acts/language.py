"""In which language the desk, and its mails, speak to me."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.base import Plain
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.addresses import YOU
from buckstop.doors.desk.guard import Who
from buckstop.doors.shared.language import asked
from buckstop.people.actions.language import choose_language
from buckstop.people.speaking import speaking


class LanguageForm(Plain):
    """One of those in which there are words, or as the browser asks."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("as the browser asks")), *settings.LANGUAGES],
    )


class ChooseLanguage(DeskAct):
    """Pages, and mails to me, are in it from then on."""

    label = gettext_lazy("Change the language")
    before = YOU.route
    noun = "language/"
    who = Who.ANYBODY
    where = (Where(Spot.LANGUAGE),)
    form = LanguageForm
    submit = gettext_lazy("Change it")

    @property
    def back(self) -> str:
        return YOU.url()

    def options(self) -> dict[str, Any]:
        return {"initial": {"language": self.reader.person.reads_in}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        choose_language(self.reader.person, filled["language"], **self.by)
        if not filled["language"]:
            with speaking(*asked(self.request)):
                return Confirmation(_("The desk speaks the language that your browser asks for."))
        with speaking(filled["language"]):
            return Confirmation(_("The desk speaks English to you now."))
