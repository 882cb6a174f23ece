from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from tests.worker.conftest import Desk, StandInPainter
from worker import dead_letters
from worker.shared.contract import StyleRequest, photo_key


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n", "PNG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WEBP"),
        (b"\0\0\0\x18ftypheic", "HEIF or AVIF"),
        (b"hello", "unknown"),
        (b"", "unknown"),
    ],
)
def test_a_note_tells_what_file_it_was_without_holding_it(redis: Redis, start: bytes, kind: str) -> None:
    redis.set(photo_key("r1"), start + b"x" * 100)

    dead_letters.note(redis, "r1", "AbandonedJobError", 3)

    (entry,) = dead_letters.read(redis)
    assert (entry.request_id, entry.reason, entry.tries) == ("r1", "AbandonedJobError", 3)
    assert (entry.photo_kind, entry.photo_bytes) == (kind, len(start) + 100)
    assert b"xxxx" not in redis.hget(dead_letters.KEY, "r1")  # type: ignore[operator]
    assert 0 < redis.ttl(dead_letters.KEY) <= dead_letters.TTL


def test_only_the_latest_notes_are_kept(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_letters, "MOST", 3)

    for number in range(5):
        dead_letters.note(redis, f"r{number}", "E", 3)
        time.sleep(0.001)

    assert [each.request_id for each in dead_letters.read(redis)] == ["r2", "r3", "r4"]


def test_a_note_of_another_version_is_passed_over(redis: Redis) -> None:
    redis.hset(dead_letters.KEY, "r1", '{"version": 9}')

    assert dead_letters.read(redis) == []


def test_a_job_that_fails_on_every_try_is_set_aside_without_its_ticket(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Callable[[], None]
) -> None:
    job = desk.submit(style_request.model_copy(update={"ticket": "chat-4711"}), b"\xff\xd8\xff", tries_again=2)
    desk.redis.hset(job.key, "timeout", 30)
    desk.redis.set("emostyle:results", "no stream, so no result can be published")

    work()

    (entry,) = dead_letters.read(desk.redis)
    assert (entry.tries, entry.photo_kind) == (3, "JPEG")
    assert "4711" not in entry.model_dump_json()
    assert len(painter.asked) == 3


@pytest.mark.parametrize(("action", "left"), [([], 1), (["list"], 1), (["clear"], 0)])
def test_an_operator_lists_and_clears(
    action: list[str],
    left: int,
    redis: Redis,
    redis_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDIS_URL", redis_url)
    dead_letters.note(redis, "r1", "AbandonedJobError", 3)

    assert dead_letters.main(action) == 0

    said = capsys.readouterr().out
    assert ("AbandonedJobError  3 tries" in said) if left else ("dead letters deleted: 1" in said)
    assert len(dead_letters.read(redis)) == left


def test_no_redis_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDIS_URL", f"unix://{tmp_path}/nothing.sock")

    assert dead_letters.main([]) == 1
    assert "does not answer" in capsys.readouterr().err
