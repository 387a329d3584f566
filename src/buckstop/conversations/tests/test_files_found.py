"""What is written in a file finds the problem that it came with."""

from buckstop.conversations.actions import hearing
from buckstop.conversations.actions.finding import fold_what_was_said
from buckstop.conversations.actions.posting import File
from buckstop.conversations.actions.reading_files import read_files
from buckstop.conversations.models import Attachment, FileText
from buckstop.conversations.queries.search import found_in, search
from buckstop.kit.tests.written_files import docx, pdf
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import DESK
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World

NOTE = "Delivery note 4711 of the red crane"


def came_with(world: World, *files: File) -> Case:
    return hearing.log(
        text="See the file.", title="Gate", contact=world.ines, customer=world.nordbank,
        files=list(files), by=DESK, at=world.now,
    )  # fmt: skip


def found(typed: str) -> list[Problem]:
    return search(Problem.objects.all(), typed).listed.rows


def test_what_is_written_in_a_file_finds_its_problem(world: World):
    case = came_with(world, File("note.pdf", "application/pdf", pdf(NOTE)))
    fold_what_was_said(at=world.now)
    assert found("red crane") == []
    assert (read_files(at=world.now), read_files(at=world.now)) == (1, 0)
    assert found("red crane") == [case.problem], "before it is folded"
    assert fold_what_was_said(at=world.now) == 1
    assert found("red crane") == [case.problem]
    assert found_in([case.problem], "crane")[case.problem.pk].endswith("note.pdf: " + NOTE)


def test_of_an_erased_file_no_word_stays(world: World):
    case = came_with(world, File("note.docx", "", docx(NOTE)), File("a.txt", "", b"A blue crane"))
    read_files(at=world.now)
    fold_what_was_said(at=world.now)
    gone = Attachment.objects.get(name="note.docx").file
    erase_bodies([gone], on=case.problem, by=DESK, at=world.now)
    assert list(FileText.objects.values_list("text", flat=True)) == ["A blue crane"]
    assert found("red") == []
    assert found("blue crane") == [case.problem]


def test_a_file_that_is_erased_while_it_is_read_is_not_kept(world: World, monkeypatch):
    case = came_with(world, File("a.txt", "", b"A blue crane"))

    def erased_meanwhile(raw: bytes, *, name: str) -> str:
        erase_bodies([Attachment.objects.get().file], on=case.problem, by=DESK, at=world.now)
        return raw.decode()

    monkeypatch.setattr("buckstop.conversations.actions.reading_files.text_of", erased_meanwhile)
    assert read_files(at=world.now) == 1
    assert list(FileText.objects.values_list("text", flat=True)) == []


def test_a_file_without_words_is_looked_at_once(world: World):
    came_with(world, File("a.png", "image/png", b"\x89PNG"))
    assert (read_files(at=world.now), read_files(at=world.now)) == (1, 0)
