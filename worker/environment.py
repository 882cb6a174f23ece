"""Reading settings: what bot and worker check alike, and how a wrong setting is told."""

from __future__ import annotations

from pydantic import SecretStr, ValidationError
from redis import Redis


def check_redis_url(url: SecretStr | None) -> SecretStr | None:
    """Return an address that redis-py reads, None for an empty one; raise ValueError for any other."""
    if url is None or not url.get_secret_value():
        return None
    try:
        Redis.from_url(url.get_secret_value())  # connects only when it is used
    except ValueError:
        # Not its own words: they may hold a part of the password.
        raise ValueError("must be redis://, rediss:// or unix:// and the address of a server") from None
    return url


def reveal(secret: SecretStr | None) -> str | None:
    """Return what a secret setting holds."""
    return secret.get_secret_value() if secret else None


def describe(error: ValidationError) -> str:
    """Say in one line which settings are wrong and why, without their values."""
    problems = [f"{_variable(problem['loc'])}: {_sentence(problem['msg'])}" for problem in error.errors()]
    return "wrong settings: " + "; ".join(problems)


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")  # pydantic puts it before what our own checks say


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0])
    return name if name.isupper() else f"EMOSTYLE_{name.upper()}"
