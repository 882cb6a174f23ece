"""Alerts and dashboard ask for what the bot tells, in words that Prometheus and Grafana understand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client import CollectorRegistry

from bot.jobs.job_queue import WorkerInfo
from bot.observability.metrics import Metrics
from bot.operations.queue_metrics import TEXTS, Snapshot, SnapshotCollector

ROOT = Path(__file__).parent.parent
MONITORING = ROOT / "monitoring"
BOARD = json.loads((MONITORING / "grafana" / "dashboards" / "emostyle.json").read_text())
RULES: list[dict[str, Any]] = [
    rule for group in yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"] for rule in group["rules"]
]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OF_PROMETHEUS = {"up"}
PER_PROCESS = {"process_resident_memory_bytes"}  # where the machine tells


def panels() -> list[dict[str, Any]]:
    return [panel for panel in BOARD["panels"] if panel["type"] != "row"]


def expressions() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        yield rule["alert"], rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def told() -> dict[str, set[str]]:
    """Return what the bot tells: names of samples, and their labels."""
    once = CollectorRegistry()
    workers = (WorkerInfo("busy", ("abc", "def")),)
    once.register(SnapshotCollector(Snapshot(dict.fromkeys(TEXTS, 1.0), 1, workers)))
    metrics = Metrics()
    for counter in (metrics.calls, metrics.webhook, metrics.receiving, metrics.turns):
        counter.labels("x")
    families = [*metrics.registry.collect(), *once.collect()]
    found: dict[str, set[str]] = {}
    for family in families:
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def selectors(expression: str) -> list[promql_parser.VectorSelector]:
    found: list[promql_parser.VectorSelector] = []

    def collect(node: promql_parser.Expr) -> None:
        if isinstance(node, promql_parser.MatrixSelector):
            found.append(node.vector_selector)
        elif isinstance(node, promql_parser.VectorSelector):
            found.append(node)

    promql_parser.walk(promql_parser.parse(expression), pre_visit=collect)
    return found


@pytest.mark.parametrize(("where", "expression"), list(expressions()))
def test_every_expression_is_promql_about_what_the_bot_tells(where: str, expression: str) -> None:
    known = told()

    asked = selectors(expression)
    assert asked
    for selector in asked:
        if selector.name not in OF_PROMETHEUS | PER_PROCESS:
            assert selector.name in known, where
            labels = {matcher.name for matcher in selector.matchers.matchers}
            assert labels <= known[str(selector.name)] | {"job"}, where


def test_every_metric_is_watched_by_a_panel_or_an_alert() -> None:
    asked = {str(selector.name) for _, expression in expressions() for selector in selectors(expression)}

    for name in re.findall(r"^\| `(emostyle_\w+)`", OPERATIONS, re.MULTILINE):
        assert any(each.startswith(name) for each in asked), name


def test_the_loops_have_a_panel() -> None:
    shown = [target["expr"] for panel in panels() for target in panel["targets"]]

    assert any("emostyle_loop_last_turn_seconds" in expression for expression in shown)


def test_the_parser_refuses_what_is_no_promql() -> None:
    with pytest.raises(ValueError, match=r"parenthes|expected|invalid|unclosed|syntax"):
        promql_parser.parse("sum(rate(emostyle_updates_total[5m])")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_every_alert_says_how_bad_it_is_and_what_it_means_and_the_docs_say_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert rule["annotations"]["summary"].endswith(".")
    assert f"| `{rule['alert']}` |" in OPERATIONS


def test_every_metric_stands_in_the_docs_and_no_other() -> None:
    families = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in told() if name.startswith("emostyle_")}
    documented = set(re.findall(r"^\| `(emostyle_\w+)`", OPERATIONS, re.MULTILINE))

    assert {re.sub(r"_total$", "", name) for name in documented} == families


def test_every_panel_has_its_place_its_source_and_a_title() -> None:
    (source,) = yaml.safe_load((MONITORING / "grafana/provisioning/datasources/prometheus.yml").read_text())[
        "datasources"
    ]
    taken: set[tuple[int, int]] = set()
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])
    for panel in BOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert at["x"] + at["w"] <= 24
        assert not cells & taken, panel["title"]
        taken |= cells
    for panel in panels():
        assert panel["title"]
        assert panel["datasource"]["uid"] == source["uid"]
        assert all(target["datasource"]["uid"] == source["uid"] for target in panel["targets"])
        assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])


def test_prometheus_finds_every_process_of_the_bot_by_its_name() -> None:
    config = yaml.safe_load((MONITORING / "prometheus.yml").read_text())
    (job,) = config["scrape_configs"]
    (found,) = job["dns_sd_configs"]

    assert found["names"] == ["bot"]
    assert str(found["port"]) == COMPOSE["services"]["bot"]["environment"]["EMOSTYLE_HTTP_PORT"]
    assert config["rule_files"] == ["/etc/prometheus/alerts.yml"]
    assert job["job_name"] == "emostyle"


@pytest.mark.parametrize("name", ["prometheus", "grafana"])
def test_the_services_of_the_profile_are_pinned_and_start_only_when_asked_for(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["profiles"] == ["monitoring"]
    stage = rf"^FROM \S+:v?\d+\.\d+\.\d+ AS {service['build']['target']}$"
    assert re.search(stage, (MONITORING / "Dockerfile").read_text(), re.MULTILINE)
    for volume in service["volumes"]:
        assert volume.partition(":")[0] in COMPOSE["volumes"]
