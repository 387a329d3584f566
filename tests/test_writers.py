"""Only verbs write what counts: writing stands in an app's `actions` and nowhere else."""

import ast
import re

from tests.source import Source, broken, planted, product

ALWAYS = {
    "save", "asave", "create", "acreate", "bulk_create", "abulk_create", "bulk_update",
    "abulk_update", "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create",
}  # fmt: skip
OF_AN_ACT = {"add", "begin", "body", "change", "record"}
SQL = re.compile(r"\s*(insert|update|delete|truncate|merge|copy)\b", re.IGNORECASE)


def writes(source: Source) -> list[int]:
    """Lines that open a transaction of the ledger, or write to tables in Django's way or in SQL."""
    nodes = list(ast.walk(source.tree))
    modules = {
        alias.asname or alias.name
        for n in nodes
        if isinstance(n, ast.Import | ast.ImportFrom)
        for alias in n.names
        if alias.name.islower()
    }
    return [n.lineno for n in nodes if isinstance(n, ast.Call) and _writes(n, modules)]


def _writes(call: ast.Call, modules: set[str]) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id == "acting"
    if not isinstance(call.func, ast.Attribute):
        return False
    name, holder = call.func.attr, getattr(call.func.value, "id", "")
    if holder in modules:  # a function of a module that happens to be called `create`
        return name == "acting"
    if holder == "act":
        return name in OF_AN_ACT
    if name in {"update", "aupdate"}:  # of a query; `dict.update(other)` and digests take a thing
        return bool(call.keywords) and not call.args
    if name in {"delete", "adelete"}:  # of a row or query; a cache's takes a key
        return not call.args
    if name in {"execute", "executemany", "copy"}:
        return bool(call.args) and _is_writing_sql(call.args[0])
    return name in ALWAYS


def _is_writing_sql(argument: ast.expr) -> bool:
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    return (
        isinstance(first, ast.Constant)
        and isinstance(first.value, str)
        and bool(SQL.match(first.value))
    )


def may_write(source: Source) -> bool:
    """Whether this is a module of verbs: in `actions`, of a kind of what is owed, or of a source,
    whose `record` is part of the outbox's verbs."""
    parts = source.path.removesuffix(".py").split("/")
    return len(parts) > 3 and parts[3] in ("actions", "commitments", "sources")


def test_only_actions_write():
    found = {s.path: lines for s in product() if not may_write(s) and (lines := writes(s))}
    assert broken(found, "writers") == []


def test_writing_is_seen():
    for line in (
        "with acting(problem, by=by, at=at) as act: pass",
        "act.change(problem, state='fixed')",
        "row.save(force_insert=True)",
        "problem.steps.create(text=text)",
        "Case.objects.create(problem=problem)",
        "Case.objects.filter(pk=pk).update(state='asked')",
        "Case.objects.filter(pk=pk).delete()",
        "cursor.execute('UPDATE problems_case SET state = 1')",
        "cursor.execute(f'delete from {table}')",
    ):
        assert writes(planted(line)) == [1], line


def test_reading_is_no_writing():
    for line in (
        "seen.update(other)",
        "digest.update(b'x')",
        "cache.delete('key')",
        "from buckstop.problems import actions; actions.create(problem)",
        "cursor.execute('SELECT 1 FROM t FOR UPDATE')",
        "Case.objects.filter(pk=pk).exists()",
    ):
        assert writes(planted(line)) == [], line


def test_verbs_may_write():
    assert may_write(planted("", "src/buckstop/problems/actions.py"))
    assert may_write(planted("", "src/buckstop/problems/actions/fixing.py"))
    assert may_write(planted("", "src/buckstop/problems/commitments/handoff.py"))
    assert not may_write(planted("", "src/buckstop/problems/queries.py"))
    assert not may_write(planted("", "src/buckstop/doors/desk/actions.py"))
