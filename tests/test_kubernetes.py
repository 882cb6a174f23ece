"""What the manifests for Kubernetes promise, and that a cluster and KEDA understand them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from tests.test_compose import COMPOSE, dockerfile_of, seconds
from tests.test_docs import environment_names
from worker.settings import WorkerSettings
from worker.shared.contract import QUEUE

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
KUSTOMIZATION = yaml.safe_load((DEPLOY / "kustomization.yaml").read_text())
FILES = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
EXAMPLE = "secret.example.yaml"  # filled in by hand
DOCUMENTS = [(path.name, one) for path in FILES for one in yaml.safe_load_all(path.read_text())]
MONITORING = list(yaml.safe_load_all((DEPLOY / "monitoring" / "bot.yaml").read_text()))
MANIFESTS: list[dict[str, Any]] = [*(one for _, one in DOCUMENTS), *MONITORING]
# Of the operator's definition, what we use.
SERVICE_MONITOR = {
    "type": "object",
    "additionalProperties": False,
    "required": ["apiVersion", "kind", "metadata", "spec"],
    "properties": {
        "apiVersion": {"const": "monitoring.coreos.com/v1"},
        "kind": {"const": "ServiceMonitor"},
        "metadata": {"type": "object"},
        "spec": {
            "type": "object",
            "additionalProperties": False,
            "required": ["endpoints", "selector"],
            "properties": {
                "jobLabel": {"type": "string"},
                "selector": {"properties": {"matchLabels": {"type": "object"}}, "additionalProperties": False},
                "endpoints": {
                    "items": {
                        "additionalProperties": False,
                        "properties": {
                            "port": {"type": "string"},
                            "path": {"type": "string"},
                            "interval": {"pattern": r"^\d+s$"},
                        },
                    }
                },
            },
        },
    },
}
PODS = {
    one["metadata"]["name"]: one["spec"]["template"]["spec"] for one in MANIFESTS if "template" in one.get("spec", {})
}
OURS: dict[str, type[BaseSettings]] = {"bot": BotSettings, "worker": WorkerSettings}
OLDEST = "1.30"  # version of Kubernetes that we promise


def title(manifest: dict[str, Any]) -> str:
    return f"{manifest['kind']}-{manifest['metadata']['name']}"


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    """Return what the manifests of a kind say, by name."""
    return {one["metadata"]["name"]: one["spec"] for one in MANIFESTS if one["kind"] == kind}


@cache
def keda(kind: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "tests" / "keda" / f"{kind.lower()}.json").read_text())
    return jsonschema.Draft202012Validator(schema)


def check(manifest: dict[str, Any], version: str) -> None:
    """Raise jsonschema.ValidationError for what a cluster would refuse."""
    if manifest["apiVersion"].startswith("keda.sh/"):
        keda(manifest["kind"]).validate(manifest)
    elif manifest["kind"] == "ServiceMonitor":
        jsonschema.validate(manifest, SERVICE_MONITOR)
    else:
        kubernetes_validate.validate(manifest, version, strict=True)


def rendered(folder: Path, *components: str) -> list[dict[str, Any]]:
    """Return what `kubectl apply -k deploy` would apply, with the lines of some components switched on."""
    if shutil.which("kubectl") is None:
        pytest.skip("no kubectl here")
    shutil.copytree(DEPLOY, folder / "deploy")
    path = folder / "deploy" / "kustomization.yaml"
    text = path.read_text()
    for line in ("components:", *(f"  - {name}" for name in components)) if components else ():
        assert f"\n#{line}" in text
        text = text.replace(f"\n#{line}", f"\n{line}")
    path.write_text(text)
    done = subprocess.run(["kubectl", "kustomize", str(path.parent)], capture_output=True, text=True, check=True)
    return list(yaml.safe_load_all(done.stdout))


def worker_of(manifests: list[dict[str, Any]]) -> dict[str, Any]:
    (worker,) = [one for one in manifests if one["kind"] == "Deployment" and one["metadata"]["name"] == "worker"]
    return dict(worker["spec"])


def containers() -> list[Any]:
    return [pytest.param(pod, one, id=one["name"]) for pod in PODS.values() for one in pod["containers"]]


def variables(container: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in container["env"]}


@pytest.mark.parametrize("version", [OLDEST, kubernetes_validate.latest_version()])
@pytest.mark.parametrize("manifest", MANIFESTS, ids=title)
def test_a_cluster_understands_every_manifest(manifest: dict[str, Any], version: str) -> None:
    check(manifest, version)


@pytest.mark.parametrize("manifest", MANIFESTS, ids=title)
def test_a_misspelt_word_would_be_found(manifest: dict[str, Any]) -> None:
    wrong = manifest | {"spek": {}} if "spec" not in manifest else manifest | {"spec": manifest["spec"] | {"spek": 1}}

    with pytest.raises(jsonschema.ValidationError):
        check(wrong, OLDEST)


def test_one_command_applies_every_file_but_the_secrets() -> None:
    names = {str(path.relative_to(DEPLOY)) for path in FILES if path.name != EXAMPLE}

    assert set(KUSTOMIZATION["resources"]) == names
    for generator in KUSTOMIZATION["configMapGenerator"]:
        assert all((DEPLOY / name).is_file() for name in generator["files"])


@pytest.mark.parametrize(("pod", "container"), containers())
def test_every_container_is_locked_down(pod: dict[str, Any], container: dict[str, Any]) -> None:
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys()
    assert not [volume for volume in pod["volumes"] if "hostPath" in volume]
    assert {"memory"} <= container["resources"]["limits"].keys()
    assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= container.keys()


def test_the_namespace_refuses_pods_that_are_not_locked_down() -> None:
    (labels,) = [one["metadata"]["labels"] for one in MANIFESTS if one["kind"] == "Namespace"]

    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


@pytest.mark.parametrize(("pod", "container"), containers())
def test_every_image_has_a_version(pod: dict[str, Any], container: dict[str, Any]) -> None:
    tags = {image["name"]: image["newTag"] for image in KUSTOMIZATION["images"]}
    name, _, tag = container["image"].partition(":")

    assert tags.get(name, tag) not in ("", "latest")


@pytest.mark.parametrize(("pod", "container"), containers())
def test_only_memory_and_the_volume_of_redis_can_be_written(pod: dict[str, Any], container: dict[str, Any]) -> None:
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    claims = [each["metadata"]["name"] for each in of_kind("StatefulSet")["redis"]["volumeClaimTemplates"]]
    for mount in container["volumeMounts"]:
        if mount["name"] in claims:
            assert container["name"] == "redis"
        elif not mount.get("readOnly"):
            assert volumes[mount["name"]]["emptyDir"]["medium"] == "Memory"
            assert mount["mountPath"] == "/tmp"


def test_redis_is_started_as_docker_compose_starts_it() -> None:
    (container,) = PODS["redis"]["containers"]
    service = COMPOSE["services"]["redis"]
    (generator,) = KUSTOMIZATION["configMapGenerator"]

    assert container["command"] == service["command"]
    assert f"FROM {container['image']}" in dockerfile_of(service).splitlines()
    assert generator["files"] == ["redis/start.sh"]
    assert {"name": "start", "configMap": {"name": generator["name"]}} in PODS["redis"]["volumes"]


@pytest.mark.parametrize(("pod", "container"), containers())
def test_every_secret_stands_in_the_example(pod: dict[str, Any], container: dict[str, Any]) -> None:
    (secret,) = [one for name, one in DOCUMENTS if name == EXAMPLE]
    for variable in container["env"]:
        if "valueFrom" in variable:
            wanted = variable["valueFrom"]["secretKeyRef"]
            assert wanted["name"] == secret["metadata"]["name"]
            assert wanted["key"] in secret["stringData"]
    assert not any(secret["stringData"].values())


@pytest.mark.parametrize("name", OURS)
def test_variables_are_settings_and_each_program_has_its_own_user(name: str) -> None:
    (container,) = PODS[name]["containers"]
    found = variables(container)

    assert set(found) - {"PASSWORD"} <= set(environment_names(OURS[name]))
    assert next(iter(found)) == "PASSWORD"  # before the address that it becomes part of
    assert found["PASSWORD"]["valueFrom"]["secretKeyRef"]["key"] == f"REDIS_{name.upper()}_PASSWORD"
    assert found["REDIS_URL"]["value"] == f"redis://{name}:$(PASSWORD)@redis:6379/0"
    assert ("TELEGRAM_BOT_TOKEN" in found) == (name == "bot")


def test_probes_ask_what_is_there() -> None:
    (bot,), (worker,) = PODS["bot"]["containers"], PODS["worker"]["containers"]

    assert bot["livenessProbe"]["httpGet"]["path"] == bot["startupProbe"]["httpGet"]["path"] == "/healthz"
    assert bot["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert str(bot["ports"][0]["containerPort"]) == variables(bot)["EMOSTYLE_HTTP_PORT"]["value"]
    assert worker["livenessProbe"]["exec"]["command"] == ["python", "-m", "worker.health"]


@pytest.mark.parametrize("name", OURS)
def test_what_is_under_way_is_finished(name: str) -> None:
    grace = PODS[name]["terminationGracePeriodSeconds"]

    assert grace == seconds(COMPOSE["services"][name]["stop_grace_period"])


def test_keda_counts_the_photos_that_wait_and_may_do_nothing_else() -> None:
    scaled = of_kind("ScaledObject")["worker"]
    (trigger,) = scaled["triggers"]
    (parameter,) = of_kind("TriggerAuthentication")[trigger["authenticationRef"]["name"]]["secretTargetRef"]

    assert trigger["metadata"]["listName"] == f"rq:queue:{QUEUE}"
    assert trigger["metadata"]["username"] == "scaler"
    assert (parameter["parameter"], parameter["key"]) == ("password", "REDIS_SCALER_PASSWORD")
    assert scaled["scaleTargetRef"]["name"] in of_kind("Deployment")
    assert "replicas" not in of_kind("Deployment")["worker"]
    assert scaled["minReplicaCount"] >= 1


def test_nobody_speaks_to_anybody_without_a_rule() -> None:
    rules = of_kind("NetworkPolicy")
    nothing = [rule for rule in rules.values() if rule == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}]
    assert rules["into-redis"]["ingress"][0]["ports"] == [{"protocol": "TCP", "port": 6379}]
    wide = [
        rule["podSelector"] for rule in rules.values() for way in rule.get("egress", []) if "ipBlock" in str(way["to"])
    ]

    assert len(nothing) == 1
    assert wide == [{"matchLabels": {"app": "bot"}}]


@pytest.mark.parametrize("components", [(), ("gpu",), ("monitoring",), ("gpu", "monitoring")], ids="-".join)
def test_kustomize_makes_what_a_cluster_understands(components: tuple[str, ...], tmp_path: Path) -> None:
    manifests = rendered(tmp_path, *components)

    for manifest in manifests:
        check(manifest, OLDEST)
    kinds = [one["kind"] for one in manifests]
    assert ("ServiceMonitor" in kinds) == ("monitoring" in components)


def test_workers_on_cards_get_a_card_a_node_that_has_one_and_the_image_for_it(tmp_path: Path) -> None:
    plain, spec = (worker_of(rendered(tmp_path / name, *parts)) for name, parts in (("a", ()), ("b", ("gpu",))))
    pod, before = spec["template"]["spec"], plain["template"]["spec"]
    (container,), (container_before,) = pod["containers"], before["containers"]
    tags = {image["name"]: image for image in KUSTOMIZATION["images"]}
    wanted = tags["emostyle-worker-cuda"]

    assert container["resources"]["limits"]["nvidia.com/gpu"] == 1
    assert container["image"] == f"{wanted['newName']}:{wanted['newTag']}"
    assert pod["nodeSelector"] == {"nvidia.com/gpu.present": "true"}
    assert pod["tolerations"] == [{"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"}]
    assert spec["strategy"]["rollingUpdate"]["maxSurge"] == 0  # there may be no card left for one more
    for name in ("env", "securityContext", "livenessProbe", "volumeMounts"):
        assert container[name] == container_before[name]


@pytest.mark.parametrize("name", OURS)
def test_pods_are_spread_over_nodes_and_not_all_taken_away_at_once(name: str) -> None:
    (spread,) = PODS[name]["topologySpreadConstraints"]
    budget = of_kind("PodDisruptionBudget")[name]
    labels = {"matchLabels": {"app": name}}

    assert (spread["topologyKey"], spread["labelSelector"]) == ("kubernetes.io/hostname", labels)
    assert spread["whenUnsatisfiable"] == "ScheduleAnyway"  # a cluster may have one node only
    assert budget["selector"] == labels
    assert budget.get("minAvailable", budget.get("maxUnavailable")) == 1
    assert budget.get("minAvailable", 0) < of_kind("Deployment")[name].get("replicas", 1)  # a node can be emptied


def test_the_operator_of_prometheus_finds_the_bots_under_the_name_that_the_alerts_ask_for() -> None:
    service, monitor = MONITORING
    (job,) = set(re.findall(r'job="([^"]+)"', (ROOT / "monitoring" / "alerts.yml").read_text()))
    (endpoint,) = monitor["spec"]["endpoints"]
    (port,) = service["spec"]["ports"]

    assert monitor["spec"]["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    assert service["metadata"]["labels"][monitor["spec"]["jobLabel"]] == job
    assert service["spec"]["selector"] == of_kind("Deployment")["bot"]["selector"]["matchLabels"]
    assert (endpoint["port"], endpoint["path"]) == (port["name"], "/metrics")
    assert port["port"] == PODS["bot"]["containers"][0]["ports"][0]["containerPort"]
