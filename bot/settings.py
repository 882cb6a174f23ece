"""The bot's settings, from the environment or a file `.env`."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo
from pydantic_settings import BaseSettings, NoDecode

from worker.shared.settings import SharedSettings

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{20,}")
TELEGRAM = "https://api.telegram.org"
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram's alphabet and longest; our shortest
HOOK = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)+")
HOOK_PORTS = frozenset({None, 443, 80, 88, 8443})  # that Telegram calls
OWN_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})


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


def check_secret(secret: SecretStr | None) -> SecretStr | None:
    """Return a secret that Telegram accepts and that is hard to guess; raise ValueError for any other."""
    if secret is not None and not SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError("must be 16 to 256 letters, digits, _ or -, such as `openssl rand -hex 32` prints")
    return secret


def check_webhook(url: str | None, info: ValidationInfo) -> str | None:
    """Return an address at which Telegram can reach us, with what that needs; raise ValueError otherwise."""
    if url is None:
        return None
    if not HOOK.fullmatch(url) or urlsplit(url).path in OWN_PATHS:
        raise ValueError("must be https://, a name and a path of its own, such as https://bot.example.org/telegram")
    is_telegram = info.data.get("api_url") == TELEGRAM  # a server of one's own is less strict
    if is_telegram and (not url.startswith("https:") or urlsplit(url).port not in HOOK_PORTS):
        raise ValueError("must be https:// on port 443, 80, 88 or 8443: Telegram calls no other")
    needed = {"webhook_secret": "EMOSTYLE_WEBHOOK_SECRET", "http_port": "EMOSTYLE_HTTP_PORT"}
    missing = [variable for name, variable in needed.items() if name in info.data and info.data[name] is None]
    if missing:
        raise ValueError(f"needs {' and '.join(missing)} as well")
    return url


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
    photo_ttl: int = Field(
        3600, ge=60, le=604_800, description="seconds that a photo is kept while it waits to be painted"
    )  # a request's record lives for a day longer: `redis_keys.RECORD_TTL`
    buttons_ttl: int = Field(604_800, ge=3600, description="seconds that the buttons under a painting work")
    cache_ttl: int = Field(86_400, ge=60, description="seconds that a painting is kept for the same photo and wishes")
    per_person: int = Field(20, ge=1, description="photos of one person that are under way at once")
    per_minute: int = Field(30, ge=1, description="photos and presses of one person in a minute")
    calls_per_second: int = Field(
        30, ge=1, description="calls to chats in a second, all bots together; Telegram allows more to some only"
    )
    queue_cap: int = Field(200, ge=1, description="photos that wait at once")
    admins: Ids = Field(
        None, description="people who may use /stats and /broadcast: their numbers at Telegram, with commas"
    )
    admin_chat: int | None = Field(None, description="chat that is told of errors, without personal data")
    allow: Ids = Field(None, description="people and chats that may have photos painted; empty: everybody")
    block: Ids = Field(None, description="people and chats that may not")
    job_timeout: int = Field(120, ge=5, description="seconds that painting one photo may take")
    max_side: int = Field(1280, ge=64, le=4096, description="longest side of a painting sent as a photo, in pixels")
    file_max_side: int = Field(4096, ge=64, le=4096, description="the same for a painting sent as a file")
    http_host: str = Field("127.0.0.1", description="where health, metrics and the webhook are served")
    http_port: int | None = Field(None, ge=0, le=65535, description="its port; empty: nothing is served")
    webhook_secret: Annotated[SecretStr | None, AfterValidator(check_secret)] = Field(
        None, description="what Telegram says in every call of the webhook; 16 to 256 letters, digits, `_` or `-`"
    )
    webhook_url: Annotated[str | None, AfterValidator(check_webhook)] = Field(
        None, description="public address at which Telegram brings updates; empty: the bot polls"
    )


class LaunchSettings(BaseSettings):
    """Settings of `python -m bot.launch` that decide what is started."""

    model_config = SharedSettings.model_config

    token: SecretStr | None = Field(
        None, validation_alias="TELEGRAM_BOT_TOKEN", description="token from @BotFather; empty: the chat page opens"
    )
    port: int = Field(8088, ge=0, le=65535, validation_alias="PORT", description="of the chat page; 0: a free one")
