"""Log lines: the ids that they carry, their two forms, and what is kept out of them."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import threading
from collections.abc import Iterator
from contextvars import copy_context

import pytest

from worker.shared.logs import AboutFilter, JsonFormatter, TextFormatter, about, note

TOKEN = "123456789:" + "x" * 35
SAID = "words of Mallory"
Lines = io.StringIO


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    logger = logging.getLogger("test.logs")
    logger.setLevel("INFO")
    yield logger
    logger.handlers.clear()


def listen(logger: logging.Logger, formatter: logging.Formatter) -> Lines:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(AboutFilter())
    handler.setFormatter(formatter)
    logger.handlers[:] = [handler]
    return stream


def fail(words: str) -> None:
    raise ValueError(words)


def test_a_line_carries_the_ids_of_the_block_that_it_is_logged_in(log: logging.Logger) -> None:
    lines = listen(log, TextFormatter(with_error_messages=False))

    with about(update="7"):
        with about(request="r1"):
            log.info("in both")
        log.info("in one")
    log.info("in none")

    both, one, none = lines.getvalue().splitlines()
    assert both.endswith("INFO test.logs: in both [update=7 request=r1]")
    assert one.endswith("in one [update=7]")
    assert none.endswith("in none")


def test_json_has_one_object_in_a_line_with_the_ids_as_fields(log: logging.Logger) -> None:
    lines = listen(log, JsonFormatter(with_error_messages=False))

    with about(request="r1"):
        log.warning("two\nlines of %s", "words")

    [line] = lines.getvalue().splitlines()
    fields = json.loads(line)
    assert fields.pop("time").endswith("+00:00")
    assert fields == {"level": "WARNING", "logger": "test.logs", "message": "two\nlines of words", "request": "r1"}


async def test_what_is_noted_in_a_task_stays_in_it_and_in_what_it_starts(log: logging.Logger) -> None:
    lines = listen(log, TextFormatter(with_error_messages=False))

    async def handle(number: int) -> None:
        note(update=str(number))
        await asyncio.sleep(0)
        await asyncio.to_thread(log.info, "from %d", number)

    await asyncio.gather(handle(1), handle(2))
    log.info("outside")

    assert {line.partition(": ")[2] for line in lines.getvalue().splitlines()} == {
        "from 1 [update=1]",
        "from 2 [update=2]",
        "outside",
    }


def test_a_thread_takes_the_ids_along_when_it_is_given_the_context(log: logging.Logger) -> None:
    lines = listen(log, TextFormatter(with_error_messages=False))

    with about(request="r1"):
        thread = threading.Thread(target=copy_context().run, args=(log.info, "beat"))
    thread.start()
    thread.join()

    assert lines.getvalue().endswith("beat [request=r1]\n")


@pytest.mark.parametrize("kind", [TextFormatter, JsonFormatter])
@pytest.mark.parametrize("tells", [True, False])
def test_an_error_is_told_by_its_places_and_by_its_words_only_where_they_are_harmless(
    kind: type[TextFormatter | JsonFormatter], tells: bool, log: logging.Logger
) -> None:
    lines = listen(log, kind(with_error_messages=tells))

    try:
        fail(SAID)
    except ValueError:
        log.exception("it failed")

    text = lines.getvalue()
    assert "ValueError" in text
    assert "in fail" in text
    assert (SAID in text) is tells
    assert len(text.splitlines()) == 1 or kind is TextFormatter


@pytest.mark.parametrize("kind", [TextFormatter, JsonFormatter])
def test_a_token_or_a_password_is_never_told_whoever_logs_it(
    kind: type[TextFormatter | JsonFormatter], log: logging.Logger
) -> None:
    lines = listen(log, kind(with_error_messages=True))

    log.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("GET https://api.telegram.org/file/bot%s/photos/1.jpg", TOKEN.replace(":", "%3A"))
    log.info("redis://bot:hush@redis:6379/0")
    try:
        fail(f"no {TOKEN}")
    except ValueError:
        log.exception("it failed")

    text = lines.getvalue()
    assert "hush" not in text
    assert "x" * 35 not in text
    assert "bot[token]/getMe" in text
    assert "redis://[login]@redis:6379/0" in text
