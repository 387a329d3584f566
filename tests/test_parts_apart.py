"""Units and containers start what there is: commands, options, addresses, settings."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from buckstop.doors.terminal.arguments import parser
from buckstop.environment import DOCUMENTED

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
UNITS = sorted(PACKAGING.rglob("*.service"))
MANIFESTS = sorted((PACKAGING / "kubernetes").glob("*.yaml"))


def documents() -> list[dict[str, Any]]:
    found = [one for file in MANIFESTS for one in yaml.safe_load_all(file.read_text())]
    assert len(found) > 10
    return found


def pods() -> dict[str, dict[str, Any]]:
    kinds = ("Deployment", "Job")
    return {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in documents()
        if one["kind"] in kinds
    }


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    [line] = re.findall(r"^ExecStart=(.+)$", unit.read_text().replace("%i", "8001"), re.MULTILINE)
    program, *arguments = shlex.split(line)
    assert Path(program).name == "buckstop"
    assert parser().parse_args(arguments)


def test_each_part_is_a_pod_without_rights_whose_root_is_read_alone() -> None:
    assert set(pods()) == {"web", "worker", "mailbox", "auditor", "migrate"}
    for name, pod in pods().items():
        [container] = pod["containers"]
        assert parser().parse_args(container["args"]).module, name
        assert container["args"][0] == name
        assert pod["securityContext"]["runAsNonRoot"]
        within = container["securityContext"]
        assert within["readOnlyRootFilesystem"]
        assert not within["allowPrivilegeEscalation"]
        assert within["capabilities"] == {"drop": ["ALL"]}


def test_probes_ask_at_addresses_of_ours() -> None:
    [web] = pods()["web"]["containers"]
    asked = {kind: web[kind]["httpGet"]["path"] for kind in web if kind.endswith("Probe")}
    assert asked == {
        "startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz",
    }  # fmt: skip


def test_what_is_given_is_documented_and_every_budget_lets_one_go() -> None:
    given = {
        name
        for one in documents()
        for name in {**one.get("data", {}), **one.get("stringData", {})}
        if one["kind"] in ("ConfigMap", "Secret")
    }
    assert given
    assert given <= set(DOCUMENTED)
    budgets = [one for one in documents() if one["kind"] == "PodDisruptionBudget"]
    replicas = {
        one["metadata"]["name"]: one["spec"]["replicas"]
        for one in documents()
        if one["kind"] == "Deployment"
    }
    assert {one["metadata"]["name"] for one in budgets} == {
        name for name, count in replicas.items() if count > 1
    }


def test_the_image_is_built_from_what_is_locked_and_runs_as_nobody_in_particular() -> None:
    said = (ROOT / "Dockerfile").read_text()
    installs = re.findall(r"pip install (.+?)(?: \\|$)", said, re.MULTILINE)
    assert all("--require-hashes" in one or "--no-index" in one for one in installs)
    assert re.search(r"^USER 10001", said, re.MULTILINE)
    [command] = re.findall(r"^CMD (\[.+\])$", said, re.MULTILINE)
    assert parser().parse_args(yaml.safe_load(command))
