"""The log format of bot and worker: one line for each event, as text or as JSON, with the ids that it is about.

The code notes an id once, where the work on a request begins; all later lines of this task carry it, also those of
libraries. So an operator can follow a request from the bot to the worker and back. Imports the standard library only.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

LogFormat = Literal["text", "json"]
# Replaced in all lines, also in those of libraries: tokens of bots, and names and passwords in addresses.
SECRETS = (
    (re.compile(r"\d{6,}(:|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE), "[token]"),
    (re.compile(r"(?<=://)[^@/\s]+@"), "[login]@"),
)
FRAMES = 8  # of a traceback, the last ones

_NOTHING: Mapping[str, str] = MappingProxyType({})
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default=_NOTHING)


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """Add ids to the lines that this block logs, and the tasks that it starts: `about(request="r1")`."""
    token = _about.set({**_about.get(), **ids})
    try:
        yield
    finally:
        _about.reset(token)


def note(**ids: str) -> None:
    """Add ids to all further lines of this asyncio task or thread."""
    _about.set({**_about.get(), **ids})


class AboutFilter(logging.Filter):
    """Puts the ids into the record, in the context of the task that logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        record.about = _about.get()
        return True


class TextFormatter(logging.Formatter):
    """One line for people: time, level, logger, message and ids."""

    def __init__(self, with_error_messages: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s%(ids)s")
        self._with_error_messages = with_error_messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and below it the end of an error's traceback."""
        ids = " ".join(f"{name}={value}" for name, value in ids_of(record).items())
        changed = {"ids": f" [{ids}]" if ids else "", "exc_info": None, "exc_text": None}
        line = super().format(logging.makeLogRecord({**record.__dict__, **changed}))
        trace = f"\n{trace_of(record.exc_info[1], self._with_error_messages)}" if record.exc_info else ""
        return without_secrets(line + trace)


class JsonFormatter(logging.Formatter):
    """One object for machines: time, level, logger, message, ids, and the traceback of an error."""

    def __init__(self, with_error_messages: bool) -> None:
        super().__init__()
        self._with_error_messages = with_error_messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the object in one line."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            **ids_of(record),
        }
        if record.exc_info:
            fields["trace"] = without_secrets(trace_of(record.exc_info[1], self._with_error_messages))
        return json.dumps(fields, ensure_ascii=False)


def configure(level: str, form: LogFormat, *, with_error_messages: bool, quiet: Sequence[str]) -> None:
    """Log to standard error, once for the process.

    Messages of errors may contain names and texts of people: `with_error_messages` is for processes that never see any.
    Loggers in `quiet` log warnings and errors only.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(AboutFilter())
    handler.setFormatter(JsonFormatter(with_error_messages) if form == "json" else TextFormatter(with_error_messages))
    logging.basicConfig(level=level, handlers=[handler])
    for name in quiet:
        logging.getLogger(name).setLevel(logging.WARNING)


def ids_of(record: logging.LogRecord) -> Mapping[str, str]:
    """Return the ids that a record carries."""
    ids = getattr(record, "about", _NOTHING)
    return ids if isinstance(ids, Mapping) else _NOTHING


def trace_of(error: BaseException | None, with_error_messages: bool) -> str:
    """Return the end of an error's traceback and its type, and its message if `with_error_messages`."""
    if error is None:
        return ""
    places = "".join(traceback.format_tb(error.__traceback__)[-FRAMES:])
    message = f": {error}" if with_error_messages and str(error) else ""
    return f"{places}{type(error).__name__}{message}"


def without_secrets(text: str) -> str:
    """Return a text with placeholders for tokens and logins."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text
