"""The API, fuzzed from its own description by schemathesis, in this process."""

from collections.abc import Iterator, Mapping
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
]


def operations() -> Iterator[Any]:
    """Every operation that the API describes."""
    schema: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for result in schema.get_all_operations():
        yield result.ok()


def broken_by(
    operation: Any, headers: Mapping[str, str], there: Mapping[str, str], examples: int
) -> list[str]:
    """What is wrong with the answers to so many requests, each undone afterwards.

    `there` has, by the names of an address's parts, something that is there: every other request is
    about that.
    """
    found: list[str] = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), real=st.booleans())
    def send(case: Any, real: bool) -> None:
        if real:
            known = {name: value for name, value in there.items() if name in case.path_parameters}
            case.path_parameters = {**case.path_parameters, **known}
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failure:
            found.append(f"{operation.method} {operation.path}: {failure}")

    send()
    return found[:2]
