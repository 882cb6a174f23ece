"""What one version wrote to Redis, the next one reads: a sample of each kind and version since the first.

When a kind gets a new version, add its sample; never change or remove one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.chats import read_settings
from bot.jobs.painting_records import read_kept, read_record
from bot.jobs.pending import read_request
from bot.jobs.tickets import read_ticket
from worker.dead_letters import Aside
from worker.shared.contract import LATER_WISHES, VERSION, ContractError, StyleRequest, parse_request, parse_result

SAMPLES = Path(__file__).parent / "samples"
READERS: dict[str, Callable[[str], BaseModel | None]] = {
    "request": parse_request,
    "styled": parse_result,
    "failed": parse_result,
    "ticket": read_ticket,
    "open_request": read_request,
    "shown": read_record,
    "chat_settings": read_settings,
    "kept": read_kept,
    "aside": Aside.model_validate_json,
}


def holds(read: object, written: object) -> bool:
    """Tell whether everything that was written was read; what came later has defaults."""
    if isinstance(read, dict) and isinstance(written, dict):
        return all(name in read and holds(read[name], value) for name, value in written.items())
    return read == written


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.stem)
def test_what_an_earlier_version_wrote_is_read_whole(path: Path) -> None:
    value = READERS[path.stem.rpartition("-")[0]](path.read_text())

    assert value is not None
    assert holds(value.model_dump(mode="json"), json.loads(path.read_text()))


def test_a_wish_that_came_later_is_sent_only_where_it_is_wished() -> None:
    first = json.loads((SAMPLES / "request-1.json").read_text())

    assert set(StyleRequest.model_fields) - set(first) == set(LATER_WISHES)


def test_every_kind_and_version_has_its_sample() -> None:
    names = {path.stem for path in SAMPLES.iterdir()}

    assert {f"{kind}-1" for kind in READERS} <= names
    assert {f"{kind}-{VERSION}" for kind in ("request", "styled", "failed")} <= names


@pytest.mark.parametrize("kind", ["request", "styled", "failed"])
def test_a_newer_version_is_refused_and_never_guessed(kind: str) -> None:
    fields = json.loads((SAMPLES / f"{kind}-1.json").read_text())

    with pytest.raises(ContractError, match="version"):
        READERS[kind](json.dumps({**fields, "version": VERSION + 1}))


@pytest.mark.parametrize("kind", ["ticket", "open_request", "shown", "chat_settings", "kept"])
def test_a_newer_version_of_the_bot_s_own_notes_is_not_guessed_either(kind: str) -> None:
    fields = json.loads((SAMPLES / f"{kind}-1.json").read_text())

    assert READERS[kind](json.dumps({**fields, "version": 1})) == READERS[kind](json.dumps(fields))
    assert READERS[kind](json.dumps({**fields, "version": 2})) is None
