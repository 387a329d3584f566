"""What apps below the screens say to people goes through gettext too: refusals, labels, facts."""

import ast
from collections.abc import Iterator

from tests.source import Source, allowed, planted, product
from tests.test_translated import plain_words

SENTENCE_AT = {"Refused": 1, "Refusal": 1, "check_name": 1, "check_words": 2, "tell": 2, "face": 1}
"""Whose which argument is a sentence for people."""
NAMED = {"Expected": {"asks", "near"}, "replace": {"wrong"}, "PersonLine": {"wrong"}}
LABELS = ("TextChoices", "IntegerChoices")
KIND_SAYS = {
    *("label", "asks", "title", "what", "awaited", "asked", "to_ask", "answered", "awaits"),
    "awaits_late",
}
LETTER_SAYS = {"desk_sent", "desk_wrote", "customer_reads", "withheld"}
OF_THE_HOUSE = (
    "src/buckstop/demo/",
    "src/buckstop/doors/terminal/",
)  # an invented house; the shell


def assigned(function: ast.AST, name: str) -> Iterator[ast.expr]:
    """What a function puts into a name of its own."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            yield node.value


def of_calls(tree: ast.AST) -> Iterator[ast.expr]:
    """Sentences that are given to a rule's no, to a telling or to a kind of work."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.Module | ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).split(".")[-1]
            yield from (k.value for k in node.keywords if k.arg in NAMED.get(name, ()))
            at = SENTENCE_AT.get(name, len(node.args))
            for sentence in node.args[at : at + 1]:
                yield sentence
                if isinstance(sentence, ast.Name) and isinstance(function, ast.FunctionDef):
                    yield from assigned(function, sentence.id)


def of_classes(tree: ast.AST, path: str) -> Iterator[ast.expr]:
    """Labels of choices, sentences of facts, words of letters and of kinds of commitments."""
    says = LETTER_SAYS if "/letters/" in path else KIND_SAYS if "/commitments/" in path else set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        yield from (k.value for k in node.keywords if k.arg in ("says", "words"))
        chosen = ast.unparse(node).split(":")[0].endswith(tuple(f"{one})" for one in LABELS))
        for line in node.body:
            if not isinstance(line, ast.Assign | ast.AnnAssign) or line.value is None:
                continue
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            if chosen and isinstance(line.value, ast.Tuple):
                yield line.value.elts[1]
            elif says & {ast.unparse(target) for target in targets}:
                yield line.value


def of_tables(tree: ast.Module, path: str) -> Iterator[ast.expr]:
    """Words for codes, in the modules of facts."""
    if "entries" in path:
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
                yield node.value


def words_in(node: ast.expr) -> Iterator[ast.Constant]:
    """The words in it that don't go through gettext; those of a table are its values."""
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from words_in(value)
        return
    for found in plain_words(node):
        if any(letter.isalpha() for letter in str(found.value).replace("%(title)s", "")):
            yield found


def of_the_rules(source: Source) -> list[str]:
    """What a module says to people in one language only."""
    said = [*of_calls(source.tree), *of_classes(source.tree, source.path)]
    said += of_tables(source.tree, source.path)
    found = {words.lineno: str(words.value) for one in said for words in words_in(one)}
    return [f"{source.path}:{line} {words!r}" for line, words in sorted(found.items())]


def test_rules_say_nothing_past_gettext():
    checked = [one for one in product() if not one.path.startswith(OF_THE_HOUSE)]
    found = {one.path: words for one in checked if (words := of_the_rules(one))}
    excused = allowed("untranslated_rules")
    assert {path: words for path, words in found.items() if path not in excused} == {}
    assert [path for path in excused if path not in found] == [], "no exception any more"


def test_a_sentence_past_gettext_is_seen():
    text = """
NO = Refusal("no", "Not now.")
class State(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", _("Done")
class Made(Fact, code="made", says="{by} made it", words={"how": {"a": "by mail"}}):
    how: str
def may(x):
    sentence = f"{x} left already."
    raise Refused("left", sentence)
tell(Made, owner, "It was made")
check_words(text, "text", _("Say it."))
"""
    assert [seen.split(" ", 1)[1] for seen in of_the_rules(planted(text))] == [
        "'Not now.'",
        "'Open'",
        "'by mail'",
        "' left already.'",
        "'It was made'",
    ]
