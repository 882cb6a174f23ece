"""`python -m bot.health`: exit code 0 if the bot here is alive and Redis answers, 1 otherwise."""

from __future__ import annotations

import sys

import redis

from bot.presence import host_key, own_host
from bot.settings import BotSettings
from worker.environment import find_problem


def check(connection: redis.Redis) -> str | None:
    """Return what is wrong with the bot, or None when one on this machine, or in this container, is alive."""
    try:
        return None if connection.exists(host_key(own_host())) else "no bot on this machine is alive"
    except redis.RedisError as error:
        return f"Redis does not answer ({type(error).__name__})"


def main() -> int:
    """Print one line about the health of the bot; return the exit code."""
    problem = find_problem(BotSettings, lambda connection, _: check(connection))
    print(problem or "healthy")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
