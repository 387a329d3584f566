"""No handler catches everything: a mistake of ours must be seen, not swallowed."""

import ast

from tests.source import Source, broken, planted, product

TOO_WIDE = {"Exception", "BaseException"}


def catch_alls(source: Source) -> list[int]:
    """Lines of handlers without a type, or for `Exception` or `BaseException`."""
    return [
        n.lineno
        for n in ast.walk(source.tree)
        if isinstance(n, ast.ExceptHandler | ast.Call) and _catches_all(n)
    ]


def _is_wide(kind: ast.expr | None) -> bool:
    if kind is None:
        return True
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(getattr(k, "id", getattr(k, "attr", "")) in TOO_WIDE for k in kinds)


def _catches_all(node: ast.ExceptHandler | ast.Call) -> bool:
    if isinstance(node, ast.ExceptHandler):
        return _is_wide(node.type)
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name == "suppress" and any(_is_wide(argument) for argument in node.args)


def test_no_handler_catches_everything():
    found = {s.path: lines for s in product() if (lines := catch_alls(s))}
    assert broken(found, "handlers") == []


def test_a_catch_all_is_seen():
    body = "try:\n    f()\nexcept {}:\n    pass\n"
    assert catch_alls(planted(body.format("Exception"))) == [3]
    assert catch_alls(planted(body.format("(ValueError, Exception)"))) == [3]
    assert catch_alls(planted(body.replace(" {}", ""))) == [3]
    assert catch_alls(planted("with suppress(Exception):\n    f()\n")) == [1]
    assert catch_alls(planted(body.format("ValueError"))) == []
