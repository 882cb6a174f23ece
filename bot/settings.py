"""What the bot can be told, from the environment or a file `.env`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode

from worker.environment import SharedSettings

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{20,}")
TELEGRAM = "https://api.telegram.org"


def check_token(token: SecretStr) -> SecretStr:
    """Return a token that BotFather may have given; raise ValueError for any other."""
    if not TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError("must look like 123456789:AAE…, as @BotFather gives it")
    return token


def check_root(url: str) -> str:
    """Return the root of a Bot API server without a slash at its end; raise ValueError for no web address."""
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise ValueError("must be a web address, such as http://127.0.0.1:8081")
    return url.rstrip("/")


def read_ids(value: object) -> object:
    """Return numbers of people and chats, which are separated by commas."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Ids = Annotated[frozenset[int] | None, NoDecode, BeforeValidator(read_ids)]


class BotSettings(SharedSettings):
    """Settings of `python -m bot`."""

    token: Annotated[SecretStr, AfterValidator(check_token)] = Field(
        validation_alias="TELEGRAM_BOT_TOKEN", description="token from @BotFather"
    )
    api_url: Annotated[str, AfterValidator(check_root)] = Field(
        TELEGRAM, validation_alias="TELEGRAM_API_URL", description="root of the Bot API server"
    )
    photo_ttl: int = Field(3600, ge=60, description="seconds that a photo is kept while it waits to be painted")
    buttons_ttl: int = Field(604_800, ge=3600, description="seconds that the buttons under a painting work")
    cache_ttl: int = Field(86_400, ge=60, description="seconds that a painting is kept for the same photo and wishes")
    per_person: int = Field(20, ge=1, description="photos of one person that are under way at once")
    per_minute: int = Field(30, ge=1, description="photos and presses of one person in a minute")
    queue_cap: int = Field(200, ge=1, description="photos that wait at once")
    admins: Ids = Field(
        None, description="people who may use /stats and /broadcast: their numbers at Telegram, with commas"
    )
    admin_chat: int | None = Field(None, description="chat that is told of errors, without personal data")
    allow: Ids = Field(None, description="people and chats that may have photos painted; empty: everybody")
    block: Ids = Field(None, description="people and chats that may not")
    job_timeout: int = Field(120, ge=5, description="seconds that painting one photo may take")
    max_side: int = Field(1280, ge=64, le=4096, description="longest side of a painting sent as a photo, in pixels")
    file_max_side: int = Field(2048, ge=64, le=4096, description="the same for a painting sent as a file")


class LaunchSettings(BaseSettings):
    """Settings of `python -m bot.launch` that decide what is started."""

    model_config = SharedSettings.model_config

    token: SecretStr | None = Field(
        None, validation_alias="TELEGRAM_BOT_TOKEN", description="token from @BotFather; empty: the chat page opens"
    )
    port: int = Field(8088, ge=0, le=65535, validation_alias="PORT", description="of the chat page; 0: a free one")
