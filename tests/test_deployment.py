"""The worked examples of docs/deployment.md: what is to be typed works as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_compose import SECRETS, run_config
from tests.test_docs import environment_names
from worker.settings import WorkerSettings

DOCS = (Path(__file__).parent.parent / "docs" / "deployment.md").read_text()
ELSEWHERE = DOCS.split("## Workers on several machines")[1].split("\n## ")[0]
OVERRIDE = re.findall(r"```yaml\n(.+?)```", ELSEWHERE, re.DOTALL)[0]


def typed(pattern: str) -> list[str]:
    """Return the indented lines of the section that begin so, without their comments."""
    return [line.split("   #")[0] for line in re.findall(rf"^    ({pattern}.*)$", ELSEWHERE, re.MULTILINE)]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    folder = tmp_path_factory.mktemp("tls")
    for line in typed("(?:openssl|printf|chmod)"):
        subprocess.run(["sh", "-c", f"umask 077; {line}"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize(
    ("name", "is_trusted"),
    [
        (("-verify_hostname", "redis.example.org"), True),
        (("-verify_ip", "10.0.0.1"), True),
        (("-verify_hostname", "another.example.org"), False),
    ],
)
def test_the_certificate_is_good_for_its_server_and_no_other(
    name: tuple[str, str], is_trusted: bool, certificates: Path
) -> None:
    done = subprocess.run(
        ["openssl", "verify", "-CAfile", "ca.pem", *name, "redis.pem"],
        cwd=certificates,
        capture_output=True,
        check=False,
    )

    assert (done.returncode == 0) == is_trusted, done.stderr


def test_containers_can_read_the_certificates_whatever_the_umask(certificates: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in [certificates, *certificates.iterdir()]}

    assert modes[certificates.name] == 0o755
    assert modes["ca.pem"] == modes["redis.pem"] == 0o644
    assert modes["ca.key"] == modes["redis.key"] == 0o600


def test_only_the_port_with_tls_is_open() -> None:
    redis: dict[str, Any] = yaml.safe_load(OVERRIDE)["services"]["redis"]
    command = redis["command"]

    assert redis["ports"] == ["10.0.0.1:6380:6380"]
    assert command[command.index("--tls-port") + 1] == "6380"
    assert command[:2] == ["sh", "/start/start.sh"]


def test_docker_compose_reads_the_override(tmp_path: Path) -> None:
    (tmp_path / "override.yml").write_text(OVERRIDE)

    done = run_config("docker-compose.yml", str(tmp_path / "override.yml"), **SECRETS)

    assert done.returncode == 0, done.stderr
    assert {"inside", "outside"} <= yaml.safe_load(done.stdout)["services"]["redis"]["networks"].keys()


@pytest.mark.parametrize(("name", "variable"), [("worker", "EMOSTYLE_WORKERS"), ("bot", "EMOSTYLE_BOTS")])
def test_an_upgrade_keeps_as_many_as_the_settings_name(name: str, variable: str) -> None:
    typed_in = re.findall(r"^    (docker compose .+)$", DOCS.split("## Upgrade")[1].split("\n## ")[0], re.MULTILINE)
    one, three = (run_config("docker-compose.yml", **SECRETS, **more) for more in ({}, {variable: "3"}))

    assert typed_in[-1] == "docker compose up -d --wait"  # no number that somebody would have to remember
    assert yaml.safe_load(one.stdout)["services"][name]["scale"] == 1
    assert yaml.safe_load(three.stdout)["services"][name]["scale"] == 3


def test_a_worker_elsewhere_is_told_where_redis_is_and_nothing_else() -> None:
    names = {line.partition("=")[0] for line in typed("REDIS_")}

    assert names == {"REDIS_URL", "REDIS_CA"}
    assert names <= set(environment_names(WorkerSettings))


def test_a_worker_elsewhere_is_locked_down_as_with_docker_compose() -> None:
    (command,) = re.findall(r"docker run -d .+?(?=\n\n)", ELSEWHERE, re.DOTALL)

    for word in (
        "--read-only",
        "--cap-drop ALL",
        "no-new-privileges",
        "--memory 3g",
        "--stop-timeout 150",
        "worker.health",
    ):
        assert word in command
