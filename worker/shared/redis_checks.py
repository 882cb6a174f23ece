"""Checks Redis for the doctors of bot and worker; reads RQ's keys itself, so that it does not have to import RQ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import redis
from pydantic import ValidationError
from redis import Redis

from emostyle.findings import Finding, failure, note, ok, warning
from worker.shared.contract import QUEUE, job_key
from worker.shared.local_redis import address
from worker.shared.redis_connection import connect, explain
from worker.shared.settings import CONNECT_SECONDS, SharedSettings, problems_of, reveal

SILENCE = timedelta(seconds=60)  # without a heartbeat, after which a worker counts as dead
NEARLY_FULL = 0.8  # of `maxmemory`
OLDEST = (6, 2)  # the oldest version of Redis with all commands that we use
WAITING_LONG = 100  # photos
_PROBE = job_key("doctor")  # a key that bot and worker may write
S = TypeVar("S", bound=SharedSettings)
Info = dict[str, Any]


def check_settings(kind: type[S]) -> tuple[S | None, list[Finding]]:
    """Read the settings; return them, or None if they are wrong, and a finding for each problem."""
    try:
        settings = kind()
    except ValidationError as error:
        advice = "Change it in the environment or in .env; README.md lists all settings."
        return None, [failure("settings", problem, advice) for problem in problems_of(error)]
    return settings, [ok("settings", "all are understood")]


def check_redis(settings: SharedSettings) -> list[Finding]:
    """Check whether Redis can be reached, persists its data, has memory left, and grants the rights that we need."""
    url = reveal(settings.redis_url)
    with connect(settings, address(url, settings.data_dir), socket_timeout=CONNECT_SECONDS) as connection:
        try:
            return list(_ask(connection, is_local=url is None))
        except redis.RedisError as error:
            return [_unreached(error, is_local=url is None)]


def _unreached(error: redis.RedisError, is_local: bool) -> Finding:
    if isinstance(error, redis.AuthenticationError):
        return failure("Redis", "refuses the name or password", "Compare REDIS_URL with the users of the server.")
    if isinstance(error, redis.exceptions.NoPermissionError):
        return failure("Redis", "denies INFO to our user", "Give the user the rights that deploy/redis/start.sh lists.")
    if is_local:
        return warning("Redis", "no local server runs", "`make run` starts one; or set REDIS_URL.")
    return failure("Redis", f"does not answer ({explain(error)})", "Start it, or change REDIS_URL.")


def _ask(connection: Redis, is_local: bool) -> Iterator[Finding]:
    info: Info = connection.info()
    version = str(info["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        yield failure("Redis", f"is version {version}", f"Install {OLDEST[0]}.{OLDEST[1]} or newer.")
    else:
        yield ok("Redis", f"answers, version {version}")
    yield _persistence(info)
    yield from _memory(info)
    yield from _rights(connection, is_local)
    yield _workers(connection)
    yield _queue(connection)


def _persistence(info: Info) -> Finding:
    if not info.get("aof_enabled"):
        advice = "Set `appendonly yes`: photos under way and settings are lost when it restarts."
        return warning("Redis' file", "all data are lost at a restart", advice)
    if info.get("aof_last_write_status") != "ok":
        return failure("Redis' file", "the last write failed", "Look for a full or broken disk.")
    return ok("Redis' file", "its data survive a restart")


def _memory(info: Info) -> Iterator[Finding]:
    policy, used, limit = str(info.get("maxmemory_policy")), int(info["used_memory"]), int(info.get("maxmemory") or 0)
    if policy != "noeviction":
        advice = "Set `maxmemory-policy noeviction`: otherwise jobs and settings vanish when it is full."
        yield failure("Redis' memory", f"evicts keys when it is full ({policy})", advice)
    usage = f"{used / 2**20:.0f} MiB of " + (f"{limit / 2**20:.0f} MiB" if limit else "no limit")
    if limit and used > NEARLY_FULL * limit:
        advice = "Add workers, raise `maxmemory`, or shorten the times that photos and paintings are kept."
        yield warning("Redis' memory", f"nearly full: {usage}", advice)
    else:
        yield ok("Redis' memory", usage)


def _rights(connection: Redis, is_local: bool) -> Iterator[Finding]:
    needs: dict[str, Callable[[], object]] = {
        "SET": lambda: connection.set(_PROBE, "1", ex=60),
        "EVAL": lambda: connection.eval("return redis.call('EXISTS', KEYS[1])", 1, _PROBE),
        "SMEMBERS rq:workers": lambda: connection.smembers("rq:workers"),
        "DEL": lambda: connection.delete(_PROBE),
    }
    denied = [name for name, need in needs.items() if not _is_allowed(need)]
    if denied:
        yield failure("Redis' rights", f"denied: {', '.join(denied)}", "deploy/redis/start.sh lists what we need.")
    elif not is_local and _is_allowed(lambda: connection.config_get("maxmemory")):
        advice = "Give bot and worker users of their own, as deploy/redis/start.sh does."
        yield warning("Redis' rights", "our user may do everything, also configure and empty the server", advice)
    else:
        yield ok("Redis' rights", "sufficient")


def _is_allowed(need: Callable[[], object]) -> bool:
    try:
        need()
    except redis.exceptions.NoPermissionError:
        return False
    return True


def _workers(connection: Redis) -> Finding:
    keys: Any = connection.smembers(f"rq:workers:{QUEUE}")
    beats: list[Any] = [connection.hget(key, "last_heartbeat") for key in keys]
    alive = sum(_is_recent(beat) for beat in beats)
    if not alive:
        return warning("workers", "none is alive: photos wait", "Start one: `python -m worker`.")
    return ok("workers", f"{alive} alive")


def _is_recent(beat: bytes | None) -> bool:
    try:
        last = datetime.fromisoformat(beat.decode()) if beat else datetime.min.replace(tzinfo=UTC)
    except ValueError:
        return False
    return datetime.now(UTC) - last.replace(tzinfo=last.tzinfo or UTC) < SILENCE


def _queue(connection: Redis) -> Finding:
    waiting: Any = connection.llen(f"rq:queue:{QUEUE}")
    if waiting > WAITING_LONG:
        return warning("queue", f"{waiting} photos wait", "Add workers.")
    return note("queue", f"{waiting} photos wait")
