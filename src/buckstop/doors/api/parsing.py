"""What programs send, as a database can hold it: cleaned once, whatever it is for."""

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser
from ninja.types import DictStrAny

from buckstop.kit.text import storable


class Storable(Parser):
    """Text without NUL and lone surrogates, in names and values, in bodies and filters."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The JSON of a body."""
        found: DictStrAny = _cleaned(super().parse_body(request))
        return found

    def parse_querydict(
        self, data: "MultiValueDict[Any, Any]", list_fields: list[str], request: HttpRequest
    ) -> DictStrAny:
        """What stands behind the question mark."""
        found: DictStrAny = _cleaned(super().parse_querydict(data, list_fields, request))
        return found


def _cleaned(said: Any) -> Any:
    if isinstance(said, str):
        return storable(said)
    if isinstance(said, list):
        return [_cleaned(one) for one in said]
    if isinstance(said, dict):
        return {_cleaned(name): _cleaned(one) for name, one in said.items()}
    return said
