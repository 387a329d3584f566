"""Plans, asks and promises."""

from buckstop.demo.acts.scene import Scene
from buckstop.people.models import Person
from buckstop.problems.commitments import owed
from buckstop.problems.commitments.ask import Ask, ask
from buckstop.problems.commitments.step import Step, add_step
from buckstop.problems.commitments.update import Update
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.queries.levels import times_for

_STEP = 700
"""Working minutes that a step of ours may take: a little more than a day."""


def plans(scene: Scene) -> None:
    """Our own steps, for all to see."""
    for place, step in enumerate(scene.run.story.steps):
        _step(scene, scene.filled(step), scene.problem.owner, (place + 1) * _STEP)


def plans_one(scene: Scene) -> None:
    """One more step of ours, by the time of the act."""
    add_step(
        scene.problem,
        what=scene.words,
        debtor=scene.problem.owner,
        due=scene.due,
        by=scene.owner,
        at=scene.at,
    )


def wants_of_them(scene: Scene) -> None:
    """One step is the customer's own."""
    words = scene.words or scene.filled(scene.run.story.theirs)
    due = scene.due_or_usual or times_for(scene.problem).after(scene.at, 600)
    add_step(
        scene.problem,
        what=words,
        debtor=scene.case.contact,
        due=due,
        case=scene.case,
        by=scene.owner,
        at=scene.at,
    )


def _step(scene: Scene, what: str, debtor: Person, minutes: int) -> None:
    due = times_for(scene.problem).after(scene.at, minutes)
    add_step(scene.problem, what=what, debtor=debtor, due=due, by=scene.owner, at=scene.at)


def does_step(scene: Scene) -> None:
    """The owner did the next step of ours."""
    step = scene.open(Step, debtor=scene.problem.owner).first()
    if step is not None:
        owed.report(step, by=scene.owner, at=scene.at)


def does_all_steps(scene: Scene) -> None:
    """What is still open of the plan is done, or needn't be done any more."""
    for step in scene.open(Step):
        if step.debtor_id == scene.problem.owner_id:
            owed.report(step, by=scene.owner, at=scene.at)
        else:
            owed.withdraw(step, by=scene.owner, at=scene.at)


def takes_their_step(scene: Scene) -> None:
    """What the customer owed has come: the owner notes it, and with that it is kept."""
    step = scene.open(Step, debtor=scene.case.contact).first()
    if step is not None:
        owed.report(step, answer="They sent it.", by=scene.owner, at=scene.at)


def asks(scene: Scene) -> None:
    """A colleague is asked for an answer."""
    due = scene.due_or_usual or times_for(scene.problem).after(scene.at, 600)
    ask(
        scene.problem,
        what=scene.words or scene.filled(scene.run.story.ask),
        of=scene.colleague(),
        due=due,
        by=scene.owner,
        at=scene.at,
    )


def promises_answer(scene: Scene) -> None:
    """The colleague says: yes, by then."""
    asked = scene.open(Ask).first()
    if asked is not None:
        owed.promise(asked, by=asked.debtor.actor(), at=scene.at)


def answers_ask(scene: Scene) -> None:
    """The colleague has the answer."""
    asked = scene.open(Ask).first()
    if asked is not None:
        said = scene.words or scene.filled(scene.run.story.asked)
        owed.report(asked, answer=said, by=asked.debtor.actor(), at=scene.at)


def accepts_answer(scene: Scene) -> None:
    """The owner finds it good."""
    asked = scene.open(Ask, state=CommitmentState.REPORTED).first()
    if asked is not None:
        owed.accept(asked, by=scene.owner, at=scene.at)


def returns_answer(scene: Scene) -> None:
    """It isn't what was asked: once more, please."""
    asked = scene.open(Ask, state=CommitmentState.REPORTED).first()
    if asked is not None:
        due = times_for(scene.problem).after(scene.at, 120)
        owed.give_back(asked, due=due, by=scene.owner, at=scene.at)


def declines_ask(scene: Scene) -> None:
    asked = scene.open(Ask).first()
    if asked is not None:
        owed.decline(asked, reason=scene.words, by=asked.debtor.actor(), at=scene.at)


def moves_promise(scene: Scene) -> None:
    """The news will be later than promised: said before it is due, with the reason."""
    promised = scene.open(Update).first()
    if promised is not None and promised.due > scene.at:
        to = times_for(scene.problem).after(promised.due, 120)
        owed.move(promised, to=to, reason=scene.words, by=scene.owner, at=scene.at)


def drops_step(scene: Scene) -> None:
    """A step isn't needed any more."""
    step = scene.open(Step, debtor=scene.problem.owner).last()
    if step is not None:
        owed.withdraw(step, by=scene.owner, at=scene.at)
