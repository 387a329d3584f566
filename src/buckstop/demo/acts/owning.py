"""Who owns it, and who is asked to step in."""

from buckstop.demo.acts.scene import Scene
from buckstop.demo.staff import LEADS
from buckstop.people.models import Person
from buckstop.problems.actions import moving, ownership, whose
from buckstop.problems.commitments import escalation, handoff
from buckstop.problems.commitments.escalation import Escalation
from buckstop.problems.models import Commitment, Handoff


def offers(scene: Scene) -> None:
    """The owner offers it to a colleague, with what they must know."""
    to = scene.colleague()
    if to.pk != scene.problem.owner_id:
        _offer(scene, to)


def _offer(scene: Scene, to: Person) -> None:
    handoff.offer(
        scene.problem,
        to=to,
        brief=scene.words,
        answer_by=scene.due_or_usual,
        by=scene.owner,
        at=scene.at,
    )


def accepts(scene: Scene) -> None:
    offered = _offered(scene)
    if offered is not None:
        to = offered.commitment.debtor
        handoff.accept(offered, by=to.actor(), at=scene.at)


def declines_offer(scene: Scene) -> None:
    offered = _offered(scene)
    if offered is not None:
        to = offered.commitment.debtor
        handoff.decline(offered, reason=scene.words, by=to.actor(), at=scene.at)


def withdraws_offer(scene: Scene) -> None:
    offered = _offered(scene)
    if offered is not None:
        handoff.withdraw(offered, by=scene.owner, at=scene.at)


def _offered(scene: Scene) -> Handoff | None:
    rows = Handoff.objects.select_related("commitment__debtor", "commitment__problem")
    return rows.filter(commitment__problem=scene.problem, commitment__ended_at=None).first()


def goes_to(scene: Scene) -> None:
    """Offered and accepted at once, where it isn't theirs already."""
    offers(scene)
    accepts(scene)


def is_taken(scene: Scene) -> None:
    """A lead takes it, because its owner can't."""
    lead = scene.world.person(scene.beat.who or LEADS[1].email)
    if lead.pk != scene.problem.owner_id:
        ownership.take(scene.problem, by=lead.actor(), at=scene.at)


def hands_back(scene: Scene) -> None:
    """Within the quarter of an hour, what the shift accepted for them."""
    tenure = scene.problem.tenures.get(ends_at=None)
    if tenure.how == "routed":
        ownership.hand_back(scene.problem, reason=scene.words, by=scene.owner, at=scene.at)


def escalates(scene: Scene) -> None:
    """The owner asks somebody above to step in, early."""
    to = scene.world.person(scene.beat.who) if scene.beat.who else None
    escalation.escalate(
        scene.problem,
        reason=scene.words,
        to=to,
        due=scene.due_or_usual,
        by=scene.owner,
        at=scene.at,
    )


def has_backing(scene: Scene) -> None:
    """“They have my backing” is an answer."""
    asked = _asked(scene)
    if asked is not None:
        by = asked.debtor.actor()
        escalation.answer(asked, text=scene.words, backs_owner=True, by=by, at=scene.at)


def steps_in(scene: Scene) -> None:
    """The leader acts, and says that being asked early helped."""
    asked = _asked(scene)
    if asked is not None:
        by = asked.debtor.actor()
        done = escalation.answer(asked, text=scene.words, backs_owner=False, by=by, at=scene.at)
        if not done.by_customer:
            escalation.credit(done, by=by, at=scene.at)


def _asked(scene: Scene) -> Commitment | None:
    return scene.open(Escalation).last()


def joins(scene: Scene) -> None:
    """It is the same trouble as another's: the case moves to that problem."""
    assert scene.run.head is not None
    head = scene.case_of(scene.run.head).problem
    if head.pk != scene.problem.pk and not head.is_closed:
        moving.move_case(scene.case, to=head, by=head.owner.actor(), at=scene.at)


def moves_out(scene: Scene) -> None:
    """It was something else after all."""
    moving.move_out(scene.case, by=scene.owner, at=scene.at)


def is_for(scene: Scene) -> None:
    """The owner notes for which customer the contact writes."""
    company = scene.world.customer(scene.run.company.name)
    whose.choose_customer(scene.case, customer=company, by=scene.owner, at=scene.at)
