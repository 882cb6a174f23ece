"""How bot and worker log: a line for each event, as text or as JSON, with the ids of what it is about.

An id is noted once, where work on something begins, and every line until its end carries it, those of libraries too. So
a request can be followed from the bot through the worker and back. Nothing here loads more than the standard library.
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
# What must never be read in a log, whoever writes it there: tokens of bots, and names and passwords in addresses.
SECRETS = (
    (re.compile(r"\d{6,}(:|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE), "[token]"),
    (re.compile(r"(?<=://)[^@/\s]+@"), "[login]@"),
)
FRAMES = 8  # of a traceback, the last ones

_NOTHING: Mapping[str, str] = MappingProxyType({})
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default=_NOTHING)


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """Let lines that are logged in this block, and in what it starts, carry ids: `about(request="r1")`."""
    token = _about.set({**_about.get(), **ids})
    try:
        yield
    finally:
        _about.reset(token)


def note(**ids: str) -> None:
    """Do the same until the end of the asyncio task or thread."""
    _about.set({**_about.get(), **ids})


class AboutFilter(logging.Filter):
    """Puts the ids into the record, while the context is still that of whoever logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        record.about = _about.get()
        return True


class TextFormatter(logging.Formatter):
    """One line for people: time, level, place, what happened, and the ids."""

    def __init__(self, tells_errors: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s%(ids)s")
        self._tells_errors = tells_errors

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the places that an error came through below it."""
        ids = " ".join(f"{name}={value}" for name, value in ids_of(record).items())
        changed = {"ids": f" [{ids}]" if ids else "", "exc_info": None, "exc_text": None}
        line = super().format(logging.makeLogRecord({**record.__dict__, **changed}))
        trace = f"\n{trace_of(record.exc_info[1], self._tells_errors)}" if record.exc_info else ""
        return without_secrets(line + trace)


class JsonFormatter(logging.Formatter):
    """One object for machines: time, level, logger, message, the ids, and the trace of an error."""

    def __init__(self, tells_errors: bool) -> None:
        super().__init__()
        self._tells_errors = tells_errors

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
            fields["trace"] = without_secrets(trace_of(record.exc_info[1], self._tells_errors))
        return json.dumps(fields, ensure_ascii=False)


def configure(level: str, form: LogFormat, *, tells_errors: bool, quiet: Sequence[str]) -> None:
    """Log to standard error, once for the process.

    What errors say may hold names and texts of people: `tells_errors` is for processes that never see any. Loggers in
    `quiet` are heard from warnings on.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(AboutFilter())
    handler.setFormatter(JsonFormatter(tells_errors) if form == "json" else TextFormatter(tells_errors))
    logging.basicConfig(level=level, handlers=[handler])
    for name in quiet:
        logging.getLogger(name).setLevel(logging.WARNING)


def ids_of(record: logging.LogRecord) -> Mapping[str, str]:
    """Return the ids that a record carries."""
    ids = getattr(record, "about", _NOTHING)
    return ids if isinstance(ids, Mapping) else _NOTHING


def trace_of(error: BaseException | None, tells_errors: bool) -> str:
    """Return the last places that an error came through, and its kind, in lines."""
    if error is None:
        return ""
    places = "".join(traceback.format_tb(error.__traceback__)[-FRAMES:])
    said = f": {error}" if tells_errors and str(error) else ""
    return f"{places}{type(error).__name__}{said}"


def without_secrets(text: str) -> str:
    """Return a text with stand-ins for tokens and logins."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text
