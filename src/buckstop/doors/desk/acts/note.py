"""A note that stays inside."""

from typing import Any

from django.utils.translation import gettext as _

from buckstop.conversations.actions import telling
from buckstop.conversations.queries.mentioned import spoken_to
from buckstop.doors.components.forms.saying import NoteForm
from buckstop.doors.desk.acts.base import Confirmation
from buckstop.doors.desk.acts.composing import Composed
from buckstop.doors.desk.acts.spots import Spot, Where
from buckstop.doors.desk.presenting import times


class Note(Composed):
    """A note for colleagues: no customer ever reads it."""

    name = "note"
    noun = "notes/"
    where = (Where(Spot.COMPOSER, 30),)
    form = NoteForm

    def do(self, filled: dict[str, Any]) -> Confirmation:
        answer_by = times.answers(self.level, self.reader, times.USUAL_ANSWER)[0]
        text, files = filled["text"], self.files(filled)
        asked = [one.public_name for one, _words in spoken_to(text, self.reader.actor)]
        telling.note(self.problem, text=text, files=files, answer_by=answer_by, **self.by)
        if not asked:
            return Confirmation(_("The note is kept."))
        told = {"who": ", ".join(asked), "time": times.said(self.reader, answer_by)}
        return Confirmation(_("The note is kept. %(who)s is asked, by %(time)s.") % told)
