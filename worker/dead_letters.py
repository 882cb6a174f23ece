"""Dead letters: jobs that failed on every try. Operators see them with `python -m worker.dead_letters [list|clear]`.

An entry has no photo and nothing about a person: the request's id, the error, the time, the number of tries, and the
kind of file. The bot has sent the person one apology.
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
MOST = 200  # entries; the oldest are deleted first
TTL = 14 * 86_400  # seconds after the last entry
USAGE, FAILED = 2, 1
# First bytes of files. The photo is not decoded, because it may be what kills workers.
_STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF"}


class Aside(BaseModel):
    """One dead letter."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    version: int = 1
    request_id: str
    reason: str  # name of the error
    tries: int
    at: float  # Unix time in seconds
    contract: int = VERSION  # the worker's version of the contract
    photo_bytes: int = 0  # 0: the photo was gone
    photo_kind: str = "unknown"


def note(connection: Redis, request_id: str, reason: str, tries: int) -> None:
    """Record a dead letter, once for each request; call this before the photo is deleted."""
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
    """Return the dead letters, the oldest first, without those that this version cannot read."""
    letters = []
    for value in connection.hgetall(KEY).values():
        try:
            letters.append(Aside.model_validate_json(value))
        except ValidationError:
            continue
    return sorted(letters, key=lambda each: each.at)


def main(arguments: list[str] | None = None) -> int:
    """List or delete the dead letters; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m worker.dead_letters", description="List or delete the jobs that failed on every try."
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
    return f"dead letters deleted: {count}"


def _table(letters: list[Aside]) -> str:
    lines = [
        f"{datetime.fromtimestamp(each.at, UTC):%Y-%m-%d %H:%M:%S}  {each.request_id}  {each.reason}  "
        f"{each.tries} tries  {each.photo_kind}, {each.photo_bytes} bytes  contract {each.contract}"
        for each in letters
    ]
    return "\n".join(lines) or "no dead letters"


def _kind(start: bytes) -> str:
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    if start[4:8] == b"ftyp":
        return "HEIF or AVIF"
    return next((kind for head, kind in _STARTS.items() if start.startswith(head)), "unknown")


if __name__ == "__main__":
    sys.exit(main())
