"""Scripts for Redis are files beside their modules, and all of them are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker import results
from worker.shared.lua import read_lua

ROOT = Path(__file__).parents[3]
SCRIPTS = [path for package in ("bot", "worker") for path in (ROOT / package).rglob("lua/*.lua")]


def test_a_script_is_found_beside_its_module() -> None:
    assert "redis.call('XADD'" in read_lua(results.__file__, "publish_result")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_names_its_keys_and_is_read_by_a_module_beside_it(path: Path) -> None:
    users = [each for each in path.parents[1].glob("*.py") if f'read_lua(__file__, "{path.stem}")' in each.read_text()]

    assert len(users) == 1
    assert "-- KEYS: " in path.read_text()
    assert path.read_text().startswith("-- ")
