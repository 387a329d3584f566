"""What we hand to monitoring fits what we tell it: dashboard, alerts, and how they are read."""

import json
import re
import shutil
import subprocess

import pytest
import yaml

from buckstop.meters.exposition import GAUGES
from buckstop.meters.measure import MEASURES
from buckstop.meters.meter import METERS, PREFIX, Histogram
from tests import tables  # noqa: F401 - what tells metrics is read there
from tests.source import ROOT

MONITORING = ROOT / "packaging" / "prometheus"
RULES = MONITORING / "buckstop.rules.yml"
EXPECTED = MONITORING / "buckstop.rules.test.yml"
DASHBOARD = ROOT / "packaging" / "grafana" / "buckstop.json"
NAME = re.compile(rf"\b{PREFIX}\w+")
MATCHED = re.compile(rf"({PREFIX}\w+)\{{([^}}]*)\}}")
LABEL = re.compile(r"(\w+)\s*[!=]~?")


def told() -> dict[str, tuple[str, ...]]:
    """The labels of every series that /metrics may have, by its name."""
    found = {f"{PREFIX}{one.name}": one.labels for one in MEASURES.values()}
    found |= {f"{PREFIX}{one.name}": one.labels for one in GAUGES}
    for meter in METERS.values():
        name = f"{PREFIX}{meter.name}"
        if isinstance(meter, Histogram):
            found |= {f"{name}_{end}": meter.labels for end in ("count", "sum")}
            found[f"{name}_bucket"] = (*meter.labels, "le")
        else:
            found[f"{name}_total"] = meter.labels
    return found


def asked_by_dashboard() -> list[str]:
    panels = json.loads(DASHBOARD.read_text())["panels"]
    return [target["expr"] for panel in panels for target in panel.get("targets", ())]


def asked_by_rules() -> list[str]:
    groups = yaml.safe_load(RULES.read_text())["groups"]
    return [rule["expr"] for group in groups for rule in group["rules"]]


@pytest.mark.parametrize("asked", [asked_by_dashboard, asked_by_rules])
def test_every_metric_that_is_asked_for_is_told(asked):
    there = told()
    expressions = asked()
    names = {name for expression in expressions for name in NAME.findall(expression)}
    assert len(names) > 15
    assert sorted(names - set(there)) == []
    for expression in expressions:
        for name, matched in MATCHED.findall(expression):
            assert set(LABEL.findall(re.sub(r'"[^"]*"', '""', matched))) <= set(there[name]), name


def test_the_dashboard_shows_what_there_is():
    """No metric is told that nobody would see; those of which there is one more are named."""
    seen = {name for one in asked_by_dashboard() + asked_by_rules() for name in NAME.findall(one)}
    ends = re.compile(r"_(count|sum|bucket)$")
    unseen = {ends.sub("", name) for name in told()} - {ends.sub("", name) for name in seen}
    assert unseen == {
        f"{PREFIX}{name}"
        for name in ("info", "database_deadlocks", "database_transactions_until_wraparound")
    }


def test_panels_say_what_they_are_and_stand_beside_each_other():
    panels = json.loads(DASHBOARD.read_text())["panels"]
    places = [panel["gridPos"] for panel in panels]
    assert all(place["x"] + place["w"] <= 24 for place in places)
    assert len({(place["x"], place["y"]) for place in places}) == len(places)
    assert [p["title"] for p in panels if p["type"] != "row" and not p.get("description")] == []


def test_each_alert_says_what_it_means_and_how_urgent_it_is():
    text = (ROOT / "docs" / "operator-guide.md").read_text()
    rules = [r for g in yaml.safe_load(RULES.read_text())["groups"] for r in g["rules"]]
    for rule in rules:
        assert rule["labels"]["severity"] in ("page", "ticket"), rule["alert"]
        assert {"summary", "description"} <= set(rule["annotations"]), rule["alert"]
        assert f"`{rule['alert']}`" in text, f"{rule['alert']} isn't explained"
        assert rule["expr"].count("(") == rule["expr"].count(")")


@pytest.mark.parametrize(
    ("verb", "file"), [(("check", "rules"), RULES), (("test", "rules"), EXPECTED)]
)
def test_prometheus_takes_the_rules_and_alerts_when_it_should(verb, file):
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("there is no promtool here (Debian: the package prometheus)")
    ran = subprocess.run([promtool, *verb, file], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
