"""`python -m bot.health`: exit code 0 if the bot here is alive, its loops go on and Redis answers, 1 otherwise."""

from __future__ import annotations

import http.client
import sys
from ipaddress import ip_address

import redis

from bot.coordination.heartbeat import own_host
from bot.redis_keys import host_key
from bot.settings import BotSettings
from worker.shared.settings import find_problem

ASK_SECONDS = 5.0


def check(connection: redis.Redis) -> str | None:
    """Return what is wrong with the bot, or None when one on this machine, or in this container, is alive."""
    try:
        return None if connection.exists(host_key(own_host())) else "no bot on this machine is alive"
    except redis.RedisError as error:
        return f"Redis does not answer ({type(error).__name__})"


def ask(settings: BotSettings) -> str | None:
    """Return the problem that the bot's /healthz reports, or None; None as well without a port."""
    if not settings.http_port:
        return None
    connection = http.client.HTTPConnection(_reachable(settings.http_host), settings.http_port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        said = answer.read().decode(errors="replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return f"the bot does not answer ({type(error).__name__})"
    finally:
        connection.close()
    return None if answer.status == http.HTTPStatus.OK else said


def _reachable(host: str) -> str:
    """Return the address at which a server that listens at `host` (perhaps 0.0.0.0) can be reached."""
    try:
        address = ip_address(host)
    except ValueError:  # a name
        return host
    return ("::1" if address.version == 6 else "127.0.0.1") if address.is_unspecified else host


def main() -> int:
    """Print one line about the health of the bot; return the exit code."""
    problem = find_problem(BotSettings, lambda connection, settings: check(connection) or ask(settings))
    print(problem or "healthy")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
