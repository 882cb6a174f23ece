"""What bot and worker have in common: settings, messages for wrong ones, and the output of health checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict
from redis import Redis

from worker.shared.local_redis import address
from worker.shared.logs import LogFormat
from worker.shared.redis_connection import RedisSettings, connect

CONNECT_SECONDS = 3  # for a health check


class SharedSettings(RedisSettings):
    """Settings of bot and worker, from the environment or a file `.env`.

    An empty variable counts as not set, because Docker Compose passes a variable that is not set on as an empty one.
    """

    model_config = SettingsConfigDict(
        env_prefix="EMOSTYLE_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Field(Path(".emostyle"), description="folder of the local Redis server")
    styles_dir: Path | None = Field(None, description="folder of styles that you added; empty: none")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged")
    log_format: LogFormat = Field("text", description="`text`, or `json` with one object in a line")


S = TypeVar("S", bound=SharedSettings)


def find_problem(kind: type[S], check: Callable[[Redis, S], str | None]) -> str | None:
    """Return in one line what is wrong with the settings, or what `check` finds; None if all is healthy."""
    try:
        settings = kind()
    except ValidationError as error:
        return describe(error)
    url = address(reveal(settings.redis_url), settings.data_dir)
    with connect(settings, url, socket_timeout=CONNECT_SECONDS) as connection:
        return check(connection, settings)


def reveal(secret: SecretStr | None) -> str | None:
    """Return the value of a secret setting; None if it is not set."""
    return secret.get_secret_value() if secret else None


def describe(error: ValidationError) -> str:
    """Return one line about the wrong settings and what is wrong with them, without their values."""
    return "wrong settings: " + "; ".join(problems_of(error))


def problems_of(error: ValidationError) -> list[str]:
    """Return for each wrong setting why it is wrong, without its value."""
    return [f"{_variable(problem['loc'])}: {_sentence(problem['msg'])}" for problem in error.errors()]


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")  # pydantic puts it before the messages of our own checks


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0])
    return name if name.isupper() else f"EMOSTYLE_{name.upper()}"
