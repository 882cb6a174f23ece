"""Dead letters: jobs that failed on every try. Operators see them with `python -m worker.dead_letters [list|clear]`.

A note holds no photo and nothing about a person: the request's id, why, when, how often it was tried, and what kind of
file it was. The person was told once that it did not work.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime

import redis
from pydantic import BaseModel, ConfigDict, ValidationError
from redis import Redis

from worker.settings import WorkerSettings
from worker.shared.contract import SET_ASIDE, VERSION, photo_key
from worker.shared.local_redis import address
from worker.shared.redis_connection import connect
from worker.shared.settings import CONNECT_SECONDS, describe, reveal

KEY = SET_ASIDE  # hash: request id → Aside
MOST = 200  # notes; the oldest go first
TTL = 14 * 86_400  # seconds after the last note
USAGE, FAILED = 2, 1
# How files begin. Nothing is decoded: this photo may be what kills workers.
_STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF"}


class Aside(BaseModel):
    """One job that was given up."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    version: int = 1
    request_id: str
    reason: str  # name of the error
    tries: int
    at: float  # Unix time in seconds
    contract: int = VERSION  # that the worker spoke
    photo_bytes: int = 0  # 0: the photo was gone
    photo_kind: str = "unknown"


def note(connection: Redis, request_id: str, reason: str, tries: int) -> None:
    """Set a job aside, once for each request; call it before the photo is deleted."""
    key = photo_key(request_id)
    start = connection.getrange(key, 0, 15)
    entry = Aside(
        request_id=request_id,
        reason=reason,
        tries=tries,
        at=time.time(),
        photo_bytes=int(connection.strlen(key)),
        photo_kind=_kind(start if isinstance(start, bytes) else str(start).encode()),
    )
    connection.hsetnx(KEY, request_id, entry.model_dump_json())
    connection.expire(KEY, TTL)
    for old in read(connection)[:-MOST]:
        connection.hdel(KEY, old.request_id)


def read(connection: Redis) -> list[Aside]:
    """Return what was set aside, the oldest first, without notes of a version that cannot be read."""
    notes = []
    for value in connection.hgetall(KEY).values():
        try:
            notes.append(Aside.model_validate_json(value))
        except ValidationError:  # another version's
            continue
    return sorted(notes, key=lambda each: each.at)


def main(arguments: list[str] | None = None) -> int:
    """List or clear what was set aside; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m worker.dead_letters", description="Photos that could not be painted."
    )
    parser.add_argument("action", nargs="?", choices=("list", "clear"), default="list")
    action = parser.parse_args(arguments).action
    try:
        settings = WorkerSettings()
    except ValidationError as error:
        print(f"emostyle worker: {describe(error)}", file=sys.stderr)
        return USAGE
    try:
        url = address(reveal(settings.redis_url), settings.data_dir)
        with connect(settings, url, socket_timeout=CONNECT_SECONDS) as connection:
            print(_clear(connection) if action == "clear" else _table(read(connection)))
    except redis.RedisError as error:
        print(f"emostyle worker: Redis does not answer ({type(error).__name__})", file=sys.stderr)
        return FAILED
    return 0


def _clear(connection: Redis) -> str:
    count = connection.hlen(KEY)
    connection.delete(KEY)
    return f"{count} forgotten"


def _table(notes: list[Aside]) -> str:
    lines = [
        f"{datetime.fromtimestamp(each.at, UTC):%Y-%m-%d %H:%M:%S}  {each.request_id}  {each.reason}  "
        f"{each.tries} tries  {each.photo_kind}, {each.photo_bytes} bytes  contract {each.contract}"
        for each in notes
    ]
    return "\n".join(lines) or "nothing was set aside"


def _kind(start: bytes) -> str:
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    if start[4:8] == b"ftyp":
        return "HEIF or AVIF"
    return next((kind for head, kind in _STARTS.items() if start.startswith(head)), "unknown")


if __name__ == "__main__":
    sys.exit(main())
