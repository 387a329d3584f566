"""The client's models and calls, written from the API's description: `python -m tests.client`.

`tests/test_client.py` holds that what stands there is what this writes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import fill
from typing import Any

import django

from tests.source import ROOT

FOLDER = ROOT / "src" / "buckstop" / "client"
PLAIN = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "object": "dict[str, Any]",
}
FORMATS = {"uuid": "UUID", "date-time": "datetime"}
MODELS = '''"""What the API takes and gives. Written by `python -m tests.client`: not to change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID
'''
EVERY = '''"""What the API takes and gives. Written by `python -m tests.client`: not to change."""
'''
ALL = '''"""What the API is asked. Written by `python -m tests.client`; not to be changed here."""
'''
CALLS = '''"""What the API is asked. Written by `python -m tests.client`; not to be changed here."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from buckstop.client import models
from buckstop.client.sending import Call, at, given


'''


def written() -> dict[str, str]:
    """The files, by their names, from the description as it is now. Django must be set up."""
    api = import_module("buckstop.doors.api.urls").api
    maker = Maker(json.loads(import_module("buckstop.doors.api.described").described(api)))
    found = _models(dict(maker.models()))
    names: dict[str, list[str]] = {}
    for file, functions in sorted(maker.calls().items()):
        found[f"calls/{file}.py"] = _formatted("\n\n".join([CALLS, *functions.values()]))
        names[file] = sorted(functions)
    imports = [
        f"from buckstop.client.calls.{file} import {', '.join(names[file])}" for file in names
    ]
    said = f"__all__ = {sorted(name for one in names.values() for name in one)!r}"
    found["calls/__init__.py"] = _formatted("\n".join([ALL, *imports, said]))
    return found


def _models(code: dict[str, str]) -> dict[str, str]:
    """Two files of classes, of which the second may need the first, and one that has all."""
    names = list(code)
    parts, wholes = names[: len(names) // 2], names[len(names) // 2 :]
    first = _imported("parts", parts)
    return {
        "models/__init__.py": _formatted(
            "\n".join([EVERY, first, _imported("wholes", wholes), f"__all__ = {sorted(names)!r}"])
        ),
        "models/parts.py": _formatted("\n\n".join([MODELS, *(code[name] for name in parts)])),
        "models/wholes.py": _formatted(
            "\n\n".join([MODELS + first, *(code[name] for name in wholes)])
        ),
    }


def _imported(file: str, names: list[str]) -> str:
    return f"from buckstop.client.models.{file} import {', '.join(sorted(names))}\n"


class Maker:
    """Python from one description."""

    def __init__(self, whole: dict[str, Any]) -> None:
        self.whole = whole
        self.schemas: dict[str, Any] = whole["components"]["schemas"]

    def models(self) -> Iterator[tuple[str, str]]:
        """A class, with its name, for each thing that is given, or stands in what is sent."""
        wanted: dict[str, None] = {}
        for operation in self._operations():
            self._collect(self._answer(operation[2]), wanted)
            for schema in self._body(operation[2]).get("properties", {}).values():
                for name in _refs(schema):
                    self._collect(name, wanted)
        for name in wanted:
            yield _class(name), self._model(name)

    def calls(self) -> dict[str, dict[str, str]]:
        """A function for each operation, by file and name."""
        found: dict[str, dict[str, str]] = {}
        for path, method, operation in self._operations():
            file = "reading" if method == "get" else _noun(path)
            code = self._call(path, method, operation)
            found.setdefault(file, {})[operation["operationId"]] = code
        return found

    def _operations(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for path, methods in self.whole["paths"].items():
            for method, operation in methods.items():
                if not _is_file(operation):  # whoever wants a file keeps it as it comes
                    yield path, method, operation

    def _answer(self, operation: dict[str, Any]) -> str:
        for status in ("200", "201"):
            if status in operation["responses"]:
                schema = operation["responses"][status]["content"]["application/json"]["schema"]
                return _named(schema["$ref"])
        raise ValueError(operation["operationId"])

    def _body(self, operation: dict[str, Any]) -> dict[str, Any]:
        if "requestBody" not in operation:
            return {}
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        found: dict[str, Any] = self.schemas[_named(schema["$ref"])]
        return found

    def _collect(self, name: str, wanted: dict[str, None]) -> None:
        """Whatever `name` needs comes before it."""
        if name in wanted or "enum" in self.schemas[name]:
            return
        for schema in self.schemas[name].get("properties", {}).values():
            for inner in _refs(schema):
                self._collect(inner, wanted)
        wanted[name] = None

    def _model(self, name: str) -> str:
        schema = self.schemas[name]
        needed = schema.get("required", ())
        lines = ["@dataclass(frozen=True, slots=True)", f"class {_class(name)}:", _doc(schema)]
        fields = sorted(schema["properties"].items(), key=lambda item: item[0] not in needed)
        for field, about in fields:
            default = "" if field in needed else f" = {about.get('default')!r}"
            lines.append(f"    {field}: {self._type(about)}{default}")
        return "\n".join(lines)

    def _type(self, schema: dict[str, Any], within: str = "") -> str:
        if "$ref" in schema:
            name = _named(schema["$ref"])
            if "enum" in self.schemas[name]:
                return self._type(self.schemas[name])
            return f"{within}{_class(name)}"
        if "enum" in schema:
            return f"Literal[{', '.join(map(repr, schema['enum']))}]"
        if "const" in schema:
            return f"Literal[{schema['const']!r}]"
        for several in ("anyOf", "allOf"):
            if several in schema:
                kinds = [self._type(one, within) for one in schema[several]]
                return " | ".join(dict.fromkeys(kinds))
        if schema.get("type") == "null":
            return "None"
        if schema.get("type") == "array":
            return f"list[{self._type(schema.get('items', {}), within)}]"
        return FORMATS.get(schema.get("format", ""), PLAIN.get(schema.get("type", ""), "Any"))

    def _call(self, path: str, method: str, operation: dict[str, Any]) -> str:
        parameters = operation.get("parameters", ())
        placed = [one for one in parameters if one["in"] == "path"]
        asked = [one["name"] for one in parameters if one["in"] == "query"]
        body = self._body(operation)
        given, optional = self._arguments(parameters, body)
        matches = any(one["name"] == "If-Match" for one in parameters)
        optional += ["if_match: str | None = None"] if matches else []
        signature = [f"{one['name']}: {self._type(one['schema'])}" for one in placed]
        named = [*given, *optional]
        head = ", ".join([*signature, *(["*", *named] if named else [])])
        answer = f"models.{_class(self._answer(operation))}"
        where = path
        for one in placed:
            where = where.replace(f"{{{one['name']}}}", "{}")
        said = ", ".join([repr(where), *(one["name"] for one in placed)])
        parts = [repr(method.upper()), f"at({said})" if placed else repr(where), answer]
        if asked:
            parts.append(f"query=given({', '.join(f'{name}={name}' for name in asked)})")
        if "requestBody" in operation:
            parts.append(f"body={self._sent(body)}")
        parts += ["if_match=if_match"] if matches else []
        about = operation.get("description", "").strip().splitlines()[0]
        return "\n".join(
            [
                f"def {operation['operationId']}({head}) -> Call[{answer}]:",
                f'    """{about}"""',
                f"    return Call({', '.join(parts)})",
            ]
        )

    def _arguments(self, parameters: Any, body: dict[str, Any]) -> tuple[list[str], list[str]]:
        given, optional = [], []
        for name, schema in body.get("properties", {}).items():
            kind = self._type(schema, "models.")
            if name in body.get("required", ()):
                given.append(f"{name}: {kind}")
            else:
                optional.append(f"{name}: {_optional(kind)} = None")
        for one in parameters:
            if one["in"] == "query":
                kind = self._type(one["schema"], "models.")
                optional.append(f"{one['name']}: {_optional(kind)} = None")
        return given, optional

    def _sent(self, body: dict[str, Any]) -> str:
        """What is needed is sent whatever it is, the rest where it is given."""
        names = list(body.get("properties", {}))
        needed = [name for name in names if name in body.get("required", ())]
        rest = [name for name in names if name not in needed]
        always = ", ".join(f"{name!r}: {name}" for name in needed)
        said = f"**given({', '.join(f'{name}={name}' for name in rest)})" if rest else ""
        return "{" + ", ".join(part for part in (always, said) if part) + "}"


def _is_file(operation: dict[str, Any]) -> bool:
    """Whether it answers a file, not JSON."""
    answer = operation["responses"].get("200", {})
    return "content" in answer and "application/json" not in answer["content"]


def _noun(path: str) -> str:
    """The file of what is sent to `path`: by what it is about."""
    noun = path.removeprefix("/api/v1/").partition("/")[0]
    return noun if noun in ("problems", "cases", "commitments") else "house"


def _optional(kind: str) -> str:
    return kind if kind.endswith("None") else f"{kind} | None"


def _refs(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield _named(schema["$ref"])
        for inner in schema.values():
            yield from _refs(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _refs(inner)


def _named(reference: str) -> str:
    return reference.rpartition("/")[2]


def _class(name: str) -> str:
    return name.removesuffix("Out")


def _doc(schema: dict[str, Any]) -> str:
    said = " ".join(schema.get("description", "").split())
    return fill(f'"""{said}', 96, initial_indent="    ", subsequent_indent="    ") + '"""\n'


def _formatted(text: str) -> str:
    ruff = [sys.executable, "-m", "ruff"]
    done = text.encode()
    for command in (["check", "--fix", "-q", "--exit-zero"], ["format", "-q"]):
        name = ["--stdin-filename", str(FOLDER / "written.py"), "-"]
        done = subprocess.run(
            [*ruff, *command, *name], input=done, capture_output=True, check=True, cwd=ROOT
        ).stdout
    return done.decode()


def main() -> None:
    """Write them."""
    for folder in ("calls", "models"):
        (FOLDER / folder).mkdir(exist_ok=True)
    for name, text in written().items():
        Path(FOLDER / name).write_text(text)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
    django.setup()
    main()
