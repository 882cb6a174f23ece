"""The README says what the program does: settings, commands, emotions, and code that runs."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from bot.settings import BotSettings, LaunchSettings
from emostyle.cli import main as cli
from emostyle.emotions import EMOTIONS
from emostyle.styles.palette import PALETTE
from worker.settings import WorkerSettings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def environment_names(settings: type[BaseSettings]) -> list[str]:
    prefix = settings.model_config.get("env_prefix", "")
    return [str(field.validation_alias or f"{prefix}{name}").upper() for name, field in settings.model_fields.items()]


@pytest.mark.parametrize("settings", [BotSettings, WorkerSettings, LaunchSettings])
def test_every_setting_stands_in_the_readme_and_in_the_example(settings: type[BaseSettings]) -> None:
    example = (ROOT / ".env.example").read_text()
    rows = {row.split("|")[1].strip(): row for row in README.splitlines() if row.startswith("| `")}
    for name, field in zip(environment_names(settings), settings.model_fields.values(), strict=True):
        row = rows[f"`{name}`"]
        assert name in example, name
        assert str(field.description) in row
        if not field.is_required() and field.default is not None:
            assert f"`{field.default}`" in row


def test_every_command_of_the_bot_stands_in_the_readme() -> None:
    from bot.messages.texts import COMMANDS

    for command in COMMANDS:
        assert f"/{command}" in README, command


def test_every_emotion_and_artwork_has_its_place_in_the_model_card() -> None:
    card = (ROOT / "emostyle" / "models" / "style.md").read_text()
    for emotion in EMOTIONS:
        assert emotion.value in card
        assert PALETTE[emotion].title in card


def test_the_card_of_the_reader_has_a_figure_for_every_emotion() -> None:
    card = (ROOT / "emostyle" / "models" / "emotion.md").read_text()
    figures = json.loads((ROOT / "emostyle" / "models" / "emotion.json").read_text())["strict"]
    assert f"{100 * figures['accuracy']:.1f} %" in card
    for emotion in EMOTIONS:
        assert f"| recall of {emotion} |" in card
        assert f"{100 * figures['recall'][emotion]:.1f} %" in card


@pytest.mark.parametrize("kind", ["emotion", "style"])
def test_the_figures_beside_the_weights_are_of_these_weights(kind: str) -> None:
    models = ROOT / "emostyle" / "models"
    figures = json.loads((models / f"{kind}.json").read_text())

    assert figures["weights_sha256"] == json.loads((models / "sha256.json").read_text())[f"{kind}.safetensors"]


def test_links_of_the_docs_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "emostyle" / "models").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def readme_command_lines() -> list[str]:
    lines = re.findall(r"^    \.venv/bin/emostyle (.+)$", README, re.MULTILINE)
    return [line.split("  #")[0].strip() for line in lines]


def test_the_readme_shows_every_subcommand() -> None:
    assert {line.split()[0] for line in readme_command_lines()} == {"paint", "read", "sheet", "palette", "export"}


@pytest.mark.parametrize("line", readme_command_lines())
def test_command_lines_of_the_readme_run(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, face_photo: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(face_photo)
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "one.jpg").write_bytes(face_photo)

    assert cli.main(shlex.split(line)) == 0


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, face_photo: bytes) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(face_photo)
    code = re.findall(r"```python\n(.+?)```", README, re.DOTALL)[0]

    exec(compile(code, "README.md", "exec"), {})

    assert (tmp_path / "painting.jpg").stat().st_size > 10_000


def test_make_knows_the_words_of_the_readme() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {"run", "test", "check"} <= targets
    for word in re.findall(r"`?make ([a-z-]+)`?", README):
        assert word in targets, word
