"""Words that are written again and again: kept, changed, withdrawn."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.conversations.actions import snippets
from buckstop.conversations.models import Snippet
from buckstop.conversations.permissions import snippets as may
from buckstop.conversations.queries.snippets import in_hand
from buckstop.coverage.queries.membership import teams
from buckstop.doors.components.forms.base import Plain, words
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import SNIPPET, SNIPPETS
from buckstop.doors.desk.guard import Who
from buckstop.people.languages import Language

EVERYBODY = "all"
PLACEHOLDERS = gettext_lazy(
    "{{customer}}, {{contact}}, {{reference}}, {{owner}} and {{promise}} (“by 16:30 today”) are"
    " filled in where you use it."
)


class ChangeForm(Plain):
    """What it is called, in which language it is, and its words."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=snippets.NAME)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    text = words(gettext_lazy("Its words"), rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", [("", _("Any language")), *Language.choices])
        self.fields["text"].help_text = PLACEHOLDERS


class AddForm(ChangeForm):
    """And for whom it is."""

    whose = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whose"]
        assert isinstance(field, forms.ChoiceField)
        every = [(str(team.pk), _("everybody of %(team)s") % {"team": team}) for team in teams()]
        field.choices = [("", _("for me")), (EVERYBODY, _("everybody")), *every]


class AddSnippet(DeskAct):
    """Keep words that one writes again and again."""

    label = gettext_lazy("Add a snippet")
    submit = gettext_lazy("Keep it")
    who = Who.DESK
    before = SNIPPETS.route
    noun = "added/"
    where = (Where(Spot.SNIPPETS),)
    form = AddForm
    template = "desk/sheet_save_view.html"

    def fill(self, *posted: Any) -> Plain:
        form = super().fill(*posted)
        if may.may_add_snippet(self.reader.actor, shared=True):
            del form.fields["whose"]
        return form

    def do(self, filled: dict[str, Any]) -> Confirmation:
        whose = filled.pop("whose", "")
        team = teams().get(pk=whose) if whose not in ("", EVERYBODY) else None
        person = None if whose else self.reader.person
        made = snippets.add_snippet(person=person, team=team, **filled, **self.by)
        return Confirmation(_("“%(name)s” is kept.") % {"name": made.name}, to=self.back)

    @property
    def back(self) -> str:
        return SNIPPETS.url()


class _OfSnippet(DeskAct):
    """What is done with one."""

    who = Who.DESK
    before = SNIPPET.route
    snippet: Snippet

    def find(self, **keys: Any) -> None:
        mine = in_hand(self.reader.person, removed=True)
        self.snippet = get_object_or_404(mine, pk=keys["key"])

    @property
    def back(self) -> str:
        return SNIPPETS.url()


class ChangeSnippet(_OfSnippet):
    """Other words."""

    label = gettext_lazy("Change")
    noun = "text/"
    where = (Where(Spot.SNIPPET, 10),)
    form = ChangeForm
    template = "desk/sheet_save_view.html"

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_change_snippet(on.row, on.reader.actor)

    def options(self) -> dict[str, Any]:
        one = self.snippet
        return {"initial": {"name": one.name, "language": one.language, "text": str(one.text)}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        snippets.change_snippet(self.snippet, **filled, **self.by)
        return Confirmation(_("It is changed."), to=self.back)


class RemoveSnippet(_OfSnippet):
    """Nobody needs it."""

    label = gettext_lazy("Withdraw")
    noun = "removal/"
    where = (Where(Spot.SNIPPET, 20),)

    @classmethod
    def may(cls, on: Subject) -> bool:
        return not may.may_remove_snippet(on.row, on.reader.actor)

    def do(self, filled: dict[str, Any]) -> Confirmation:
        snippets.remove_snippet(self.snippet, **self.by)
        undo = PutBackSnippet.url(self.snippet.pk)
        return Confirmation(_("“%(name)s” is withdrawn.") % {"name": self.snippet.name}, undo=undo)


class PutBackSnippet(_OfSnippet):
    """It was needed after all."""

    noun = "return/"

    def do(self, filled: dict[str, Any]) -> Confirmation:
        snippets.put_back_snippet(self.snippet, **self.by)
        return Confirmation(_("“%(name)s” is back.") % {"name": self.snippet.name})
