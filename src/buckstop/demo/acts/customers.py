"""What customers do: they write, they answer, they give their word; and machines write for them."""

from collections.abc import Iterable

from buckstop.conversations.actions import hearing
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Message
from buckstop.conversations.rendering import message_id, reply_address
from buckstop.demo.acts.scene import Scene
from buckstop.demo.files import log_file, screenshot
from buckstop.demo.mails import bounce, mail, passed_on, quoting
from buckstop.demo.shapes import Someone
from buckstop.demo.staff import CLOUD
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.ledger.transaction import acting
from buckstop.outbox.settings import ADDRESSES, sender
from buckstop.people.settings import NAME
from buckstop.problems.actions import asking, fixing, understandings
from buckstop.problems.commitments import escalation, owed
from buckstop.problems.commitments.step import Step


def writes(scene: Scene) -> None:
    """The first mail."""
    _report(scene)


def writes_with_log(scene: Scene) -> None:
    _report(scene, files=[log_file(scene.run, scene.local())])


def writes_with_picture(scene: Scene) -> None:
    _report(scene, files=[screenshot(scene.run)])


def writes_with_copy(scene: Scene) -> None:
    """A colleague of theirs is copied in, and follows from then on."""
    others = [who for who in scene.run.company.people if who.email != scene.run.contact.email]
    _report(scene, cc=others[0] if others else None)


def _report(scene: Scene, *, files: Iterable[File] = (), cc: Someone | None = None) -> None:
    run = scene.run
    to = CLOUD if run.company.in_cloud and CLOUD in ADDRESSES.value else sender()
    raw = mail(
        run.contact,
        to=to,
        subject=run.title,
        text=run.said(scene.beat.words),
        message_id=scene.beat.message_id,
        at=scene.local(),
        cc=cc,
        files=files,
    )
    _arrives(scene, run.contact.email, to, raw)


def is_passed_on(scene: Scene) -> None:
    """They wrote to somebody of ours, who passes it on to the desk."""
    run, colleague = scene.run, scene.colleague()
    ours = Someone(colleague.name, colleague.email or "")
    at, desk = scene.local(), sender()
    said = run.said(scene.beat.words)
    words = f"This came to me; can one of you take it?\n\n{ours.first}"
    raw = mail(
        ours,
        to=desk,
        subject=f"Fwd: {run.title}",
        text=passed_on(words, run.contact, subject=run.title, text=said, at=at, to=ours.email),
        message_id=scene.beat.message_id,
        at=at,
    )
    _arrives(scene, ours.email, desk, raw)


def calls(scene: Scene) -> None:
    """They call; whoever is on duty logs it in their words."""
    by = scene.world.person(scene.beat.who).actor()
    run = scene.run
    person = scene.world.person(run.contact.email, run.contact.name)
    company = person.contact_for.select_related("customer").get().customer
    case = hearing.log(
        text=scene.run.said(scene.beat.words),
        title=run.title,
        contact=person,
        customer=company,
        hurts=run.story.hurts,
        kind=run.story.kind,
        by=by,
        at=scene.at,
    )
    run.case = case.pk


def answers(scene: Scene, *, files: Iterable[File] = (), quote: bool = True) -> None:
    """They answer our last mail, above what it said."""
    _answer(scene, scene.words, files=files, quote=quote)


def sends_log(scene: Scene) -> None:
    """They send what we asked them for."""
    _answer(scene, scene.words, files=[log_file(scene.run, scene.local())], quote=True)


def _answer(scene: Scene, text: str, *, files: Iterable[File] = (), quote: bool = False) -> None:
    last, case = scene.last_of_ours(), scene.case
    if quote and last and last.text:
        ours = f"{NAME.value} <{sender()}>"  # as mail programs name whom they answer
        text = quoting(text, str(last.text), whose=ours, at=last.at)
    raw = mail(
        scene.run.contact,
        to=reply_address(case),
        subject=f"Re: {case.title}",
        text=text,
        message_id=scene.beat.message_id,
        at=scene.local(),
        answers=_thread(scene, last),
        files=files,
    )
    _arrives(scene, scene.run.contact.email, reply_address(case), raw)


def _thread(scene: Scene, last: Message | None) -> list[str]:
    first = f"<{scene.run.key}.0@{scene.run.company.domain}>"
    return [first, message_id(last, scene.case)] if last else [first]


def is_away(scene: Scene) -> None:
    """Their machine says that they are on holiday."""
    last, case = scene.last_of_ours(), scene.case
    raw = mail(
        scene.run.contact,
        to=reply_address(case),
        subject=f"Automatic reply: {case.title}",
        text=scene.words,
        message_id=scene.beat.message_id,
        at=scene.local(),
        answers=_thread(scene, last),
        headers=(("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
    )
    _arrives(scene, scene.run.contact.email, reply_address(case), raw)


def mailbox_is_full(scene: Scene) -> None:
    """Our last mail comes back."""
    last = scene.last_of_ours()
    if last is not None:
        raw = bounce(
            to=sender(),
            address=scene.run.contact.email,
            message_id=scene.beat.message_id,
            answers=message_id(last, scene.case),
            at=scene.local(),
        )
        _arrives(scene, "", sender(), raw)


def _arrives(scene: Scene, envelope_from: str, to: str, raw: bytes) -> None:
    keep([Arrived(envelope_from, (to,), raw)], at=scene.at)
    scene.world.mail_came = True


def writes_on_page(scene: Scene) -> None:
    hearing.write(scene.case, text=scene.words, by=scene.contact, at=scene.at)


def corrects(scene: Scene) -> None:
    """That's not it."""
    understandings.correct(scene.case, text=scene.words, by=scene.contact, at=scene.at)


def cannot_wait(scene: Scene) -> None:
    understandings.cannot_wait(scene.case, by=scene.contact, at=scene.at)


def says_solved(scene: Scene) -> None:
    """On the page, and mostly how easy it was."""
    with acting(scene.problem, by=scene.contact, at=scene.at):
        fixing.confirm(scene.case, by=scene.contact, at=scene.at)
        if scene.beat.words:
            score = int(scene.beat.words)
            asking.tell_effort(scene.case, score=score, by=scene.contact, at=scene.at)


def says_broken(scene: Scene) -> None:
    fixing.still_broken(scene.case, text=scene.words, by=scene.contact, at=scene.at)


def takes_back(scene: Scene) -> None:
    """We noted their word, and they didn't mean it so."""
    fixing.take_back_word(scene.case, by=scene.contact, at=scene.at)


def wants_someone_above(scene: Scene) -> None:
    escalation.escalate(
        scene.problem, reason=scene.words, case=scene.case, by=scene.contact, at=scene.at
    )


def is_not_waited_for(scene: Scene) -> None:
    """They did their step long ago, they say."""
    theirs = scene.open(Step, debtor=scene.case.contact).first()
    if theirs is not None:
        owed.not_waiting_for_me(theirs, by=scene.contact, at=scene.at)
