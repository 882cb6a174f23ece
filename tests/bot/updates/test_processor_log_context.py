"""One id from an update to its answer, in the lines that bot and worker log."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.bot.conftest import BotHouse, is_painting, until_delivered
from tests.bot.stand_in_worker import picture
from worker.shared.logs import AboutFilter


def lines_of(caplog: pytest.LogCaptureFixture) -> list[tuple[str, dict[str, str]]]:
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    return [(record.getMessage(), dict(getattr(record, "about", {}))) for record in ours]


async def test_a_request_has_one_id_from_the_update_to_the_answer(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, listening: None
) -> None:
    await lived_in.person.send_photo(picture())
    request = await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)
    await until_delivered(lived_in)

    about = [ids for _, ids in lines_of(caplog) if ids.get("request") == request.request_id]
    words = [said for said, ids in lines_of(caplog) if ids.get("request") == request.request_id]
    assert words[0] == "received a message"
    assert "queued, 0 jobs are ahead" in words
    assert words[-1] == "reply sent"
    assert about[0]["update"].isdigit()


async def test_photos_of_an_album_carry_its_id_until_they_have_their_own(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, listening: None
) -> None:
    await lived_in.person.send_album([picture(), picture(color=(1, 2, 3))])
    requests = [await lived_in.worker.paint() for _ in range(2)]
    await until_delivered(lived_in)

    received = [ids for said, ids in lines_of(caplog) if said == "received a message"]
    queued = [ids for said, ids in lines_of(caplog) if said.startswith("queued")]
    assert len({ids["album"] for ids in received}) == 1
    assert {ids["request"] for ids in queued} == {request.request_id for request in requests}
    assert {ids["album"] for ids in queued} == {ids["album"] for ids in received}


@pytest.fixture
def listening(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    ids = AboutFilter()
    caplog.handler.addFilter(ids)
    caplog.set_level(logging.INFO)
    yield
    caplog.handler.removeFilter(ids)
