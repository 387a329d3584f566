"""What the owner tells customers, and internal notes."""

from datetime import timedelta

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.demo.acts.owing import does_all_steps
from buckstop.demo.acts.scene import Scene
from buckstop.demo.files import log_file
from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import fixing, hearing, kinds, understandings
from buckstop.problems.commitments.update import Update
from buckstop.problems.models import Understanding


def reads(scene: Scene) -> None:
    hearing.read(scene.problem, by=scene.owner, at=scene.at)


def understands(scene: Scene) -> None:
    """What, since when, who is hit; told to every customer of the problem."""
    _understand(scene, alone=False)


def understands_alone(scene: Scene) -> None:
    """Told to this customer only."""
    _understand(scene, alone=True)


def _understand(scene: Scene, *, alone: bool) -> None:
    story = scene.run.story
    understandings.understand(
        scene.problem,
        what=scene.words or scene.filled(story.understood),
        since=scene.filled(story.since),
        hit=scene.filled(story.hit),
        case=scene.case if alone else None,
        by=scene.owner,
        at=scene.at,
    )


def widens_understanding(scene: Scene) -> None:
    """What was told to one customer holds for all."""
    row = Understanding.objects.filter(problem=scene.problem, case__isnull=False)
    understandings.widen(row.select_related("problem").latest("at"), by=scene.owner, at=scene.at)


def widens_words(scene: Scene) -> None:
    """What one customer wrote helps the others."""
    heard = Message.objects.filter(case=scene.case, kind__in=("heard", "noted")).select_related(
        "case__problem"
    )
    telling.widen(heard.latest("at"), by=scene.owner, at=scene.at)


def replies(scene: Scene) -> None:
    telling.reply(
        scene.case,
        text=f"Hello {scene.run.contact.first},\n\n{scene.words}",
        next_due=scene.due_or_usual,
        by=scene.owner,
        at=scene.at,
    )


def replies_over_a_bad_line(scene: Scene) -> None:
    """The same, but the relay's connection breaks before it answers: nobody knows whether it left."""
    scene.world.lines_that_break.add(scene.run.contact.email)
    replies(scene)


def tells(scene: Scene) -> None:
    """News to all who wait, by whoever owes it."""
    telling.update_all(
        scene.problem, text=scene.words, next_due=scene.due_or_usual, by=_debtor(scene), at=scene.at
    )


def tells_by_phone(scene: Scene) -> None:
    telling.update_all(
        scene.problem,
        text=scene.words,
        next_due=scene.due_or_usual,
        how="phone",
        by=scene.owner,
        at=scene.at,
    )


def _debtor(scene: Scene) -> Actor:
    owed = scene.open(Update).first()
    return owed.debtor.actor() if owed else scene.owner


def notes(scene: Scene) -> None:
    telling.note(scene.problem, text=scene.words, by=scene.owner, at=scene.at)


def notes_with_log(scene: Scene) -> None:
    files = [log_file(scene.run, scene.local() - timedelta(minutes=20))]
    telling.note(scene.problem, text=scene.words, files=files, by=scene.owner, at=scene.at)


def says_fixed(scene: Scene) -> None:
    """With this, what is left of the plan is done."""
    with acting(scene.problem, by=scene.owner, at=scene.at):
        does_all_steps(scene)
        telling.say_fixed(scene.problem, text=scene.words, by=scene.owner, at=scene.at)


def records_phone(scene: Scene) -> None:
    """They said on the phone that it is solved."""
    fixing.record_word(scene.case, note=scene.words, by=scene.owner, at=scene.at)


def records_mail(scene: Scene) -> None:
    """They wrote “works, thanks”: the owner takes it as their word."""
    fixing.record_word(scene.case, how="mail", note=scene.words, by=scene.owner, at=scene.at)


def sees_request(scene: Scene) -> None:
    kinds.change_kind(scene.problem, kind="request", by=scene.owner, at=scene.at)


def sees_question(scene: Scene) -> None:
    kinds.change_kind(scene.problem, kind="question", by=scene.owner, at=scene.at)


def answers(scene: Scene) -> None:
    """A request is done, a question answered: the answer itself asks."""
    words = f"Hello {scene.run.contact.first},\n\n{scene.words}"
    telling.answer(scene.problem, text=words, by=scene.owner, at=scene.at)


def declines(scene: Scene) -> None:
    """Not ours to do: why, and who can help."""
    words = f"Hello {scene.run.contact.first},\n\n{scene.words}"
    telling.decline(scene.case, text=words, by=scene.owner, at=scene.at)


def voids(scene: Scene) -> None:
    kinds.void(scene.case, why=scene.words or "spam", by=scene.owner, at=scene.at)


def undoes_void(scene: Scene) -> None:
    kinds.undo_void(scene.case, by=scene.owner, at=scene.at)


def sees_it_hurts(scene: Scene) -> None:
    understandings.change_hurt(scene.problem, hurts=2, by=scene.owner, at=scene.at)


def sees_it_eases(scene: Scene) -> None:
    understandings.change_hurt(scene.problem, hurts=0, by=scene.owner, at=scene.at)
