"""What the manifests for Kubernetes promise, and that a cluster and KEDA understand them."""

from __future__ import annotations

import json
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
MANIFESTS: list[dict[str, Any]] = [one for _, one in DOCUMENTS]
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
    else:
        kubernetes_validate.validate(manifest, version, strict=True)


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
