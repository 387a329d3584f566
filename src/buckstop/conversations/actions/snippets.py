"""Words that are written again and again: added, changed, withdrawn, put back."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.conversations import entries
from buckstop.conversations.models import Snippet
from buckstop.conversations.permissions import snippets as may
from buckstop.conversations.rules import check_text
from buckstop.coverage.models import Team
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person
from buckstop.people.rules import check_name

NAME = 60  # characters


def add_snippet(
    *,
    name: str,
    text: str,
    language: str,
    person: Person | None,
    by: Actor,
    at: datetime,
    team: Team | None = None,
) -> Snippet:
    """Keep `text` under a name, for `person`, for a `team` or, without both, for the house."""
    called, said = check_name(name, _("Give it a name."), NAME), check_text(text)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_add_snippet(by, shared=person is None))
        body = act.body(said)
        made = Snippet(
            person=person,
            team=team,
            name=called,
            language=language,
            text=body,
            added_at=act.at,
        )
        act.add(made)
        whose, of_team = person.pk if person else None, team.pk if team else None
        fact = entries.SnippetAdded(snippet=made.pk, person=whose, text=body.digest, team=of_team)
        act.record(fact)
    return made


def change_snippet(
    snippet: Snippet, *, name: str, text: str, language: str, by: Actor, at: datetime
) -> None:
    """Other words, another name or language."""
    called, said = check_name(name, _("Give it a name."), NAME), check_text(text)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        snippet = act.lock(snippet)
        check(may.may_change_snippet(snippet, by))
        body = act.body(said)
        act.change(snippet, name=called, language=language, text=body)
        act.record(entries.SnippetChanged(snippet=snippet.pk, text=body.digest))


def remove_snippet(snippet: Snippet, *, by: Actor, at: datetime) -> None:
    """Nobody needs it any more; what was written with it stays as it is."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        snippet = act.lock(snippet)
        check(may.may_remove_snippet(snippet, by))
        act.change(snippet, removed_at=act.at)
        act.record(entries.SnippetRemoved(snippet=snippet.pk))


def put_back_snippet(snippet: Snippet, *, by: Actor, at: datetime) -> None:
    """It was needed after all."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        snippet = act.lock(snippet)
        check(may.may_put_back_snippet(snippet, by))
        act.change(snippet, removed_at=None)
        act.record(entries.SnippetPutBack(snippet=snippet.pk))
