"""How often somebody used which snippet lately: a convenience, and no claim about anybody."""

from datetime import datetime

from buckstop.conversations.models import Snippet, SnippetUse
from buckstop.conversations.queries.snippets import LATELY
from buckstop.people.models import Person


def use(snippet: Snippet, person: Person, *, at: datetime) -> None:
    """They put it into what they write; what is long ago counts no more and goes."""
    SnippetUse.objects.create(snippet=snippet, person=person, at=at)
    SnippetUse.objects.filter(person=person, at__lt=at - LATELY).delete()
