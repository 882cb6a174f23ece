"""NOTICE names what others made and says of each run-time requirement what its installed metadata says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.check_ranges import EXTRAS, name_of, requirements

ROOT = Path(__file__).parent.parent
NOTICE = (ROOT / "NOTICE").read_text()
ROWS = dict(re.findall(r"^ {4}([a-z-.*]+) {2,}(\S.*(?:\n {28}\S.*)*)$", NOTICE, re.MULTILINE))
GPL_WHEELS = {"pillow-heif"}  # docs/decisions/0011-security.md says why
GPL_CODECS = re.compile(r"^lib(x264|x265|postproc)\b")
NOTEWORTHY = re.compile(r"GPL|MPL|Mozilla|Proprietary", re.IGNORECASE)


def brought_along() -> dict[str, Distribution]:
    """Return the run-time requirements and what they require in turn, as far as it is installed here."""
    found: dict[str, Distribution] = {}
    todo = [Requirement(line) for line in requirements(*EXTRAS)]
    seen: set[str] = set()
    while todo:
        requirement = todo.pop()
        name = name_of(requirement.name)
        if f"{name}{sorted(requirement.extras)}" in seen:
            continue
        seen.add(f"{name}{sorted(requirement.extras)}")
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # what another system, Python or build of torch needs
            continue
        todo += wanted_by(found[name], requirement.extras)
    return found


def wanted_by(package: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in package.requires or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield requirement


def licence_of(package: Distribution) -> str:
    """Return what the metadata says: an expression, or the words of older packages, of which some hold a whole text."""
    classifiers = [line for line in package.metadata.get_all("Classifier") or [] if line.startswith("License")]
    words = (package.metadata["License"] or "").partition("\n")[0]
    return " ".join([package.metadata["License-Expression"] or words, *classifiers])


PACKAGES = brought_along()
DIRECT = sorted(name_of(line) for line in requirements(*EXTRAS))


@pytest.mark.parametrize("name", DIRECT)
def test_each_run_time_requirement_has_its_row_with_the_licence_of_its_metadata(name: str) -> None:
    row = {name_of(key): re.sub(r"\s+", " ", value) for key, value in ROWS.items()}[name]

    expression = PACKAGES[name].metadata["License-Expression"]
    assert not expression or row.startswith(expression)


def test_whatever_asks_for_more_than_its_name_is_named() -> None:
    asking = {name for name, package in PACKAGES.items() if NOTEWORTHY.search(licence_of(package))}

    assert {"python-telegram-bot", "tqdm", "certifi"} <= asking
    assert {name for name in asking if not name.startswith("nvidia-")} <= {name_of(key) for key in ROWS}
    assert "nvidia-*" in ROWS


def bundles_gpl(package: Distribution) -> bool:
    """Return whether a wheel holds an encoder under the GPL, or says so of a part: metadata speaks of the source."""
    files = package.files or []
    licences = [file for file in files if re.search(r"licen[cs]e|notice", file.name, re.IGNORECASE)]
    paths = [Path(str(file.locate())) for file in licences if file.suffix in {"", ".txt", ".md"}]
    texts = [path.read_text(errors="replace") for path in paths if path.is_file()]
    says = {
        line
        for text in texts
        for line in re.findall(r"^License: *((?:GPL|GNU GPL|GNU General).*)$", text, re.MULTILINE)
    }
    return any(GPL_CODECS.match(file.name) for file in files) or any("exception" not in line for line in says)


def test_no_other_wheel_at_run_time_is_under_the_gpl() -> None:
    named = {name for name, package in PACKAGES.items() if re.search(r"(?<!L)GPL", licence_of(package))}

    assert named | {name for name, package in PACKAGES.items() if bundles_gpl(package)} == GPL_WHEELS


def test_notice_lies_in_wheels_and_images() -> None:
    pyproject, docker = (ROOT / "pyproject.toml").read_text(), (ROOT / "Dockerfile").read_text()

    assert re.search(r'^license-files = \[.*"NOTICE"', pyproject, re.MULTILINE)
    assert "!NOTICE" in (ROOT / ".dockerignore").read_text().splitlines()
    assert "COPY LICENSE NOTICE ./" in docker.split(" AS run\n")[1].split("\nFROM ")[0]


def test_the_files_that_notice_names_exist() -> None:
    named = re.findall(r"\b(?:bot|docs|emostyle|tests)/[\w/.-]*\w", NOTICE)

    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).exists()] == []
