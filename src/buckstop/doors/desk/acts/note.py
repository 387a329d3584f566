"""A note that stays inside."""

from typing import Any

from django.utils.translation import gettext as _

from buckstop.conversations.actions import telling
from buckstop.doors.components.forms.saying import NoteForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.composing import Composed
from buckstop.doors.desk.acts.spots import Spot, Where


class Note(Composed):
    """A note for colleagues: no customer ever reads it."""

    name = "note"
    noun = "notes/"
    where = (Where(Spot.COMPOSER, 30),)
    form = NoteForm

    def do(self, filled: dict[str, Any]) -> Confirmation:
        telling.note(self.problem, text=filled["text"], files=self.files(filled), **self.by)
        return Confirmation(_("The note is kept."))
