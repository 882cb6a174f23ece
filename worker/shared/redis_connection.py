"""The connections of bot and worker to Redis: to a plain address, with TLS, or through Sentinels.

Every connection of both programs is made here, so that one set of settings holds for all of them.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from typing import Annotated, Any

import redis
import redis.asyncio
import redis.asyncio.connection
import redis.asyncio.sentinel
import redis.connection
import redis.sentinel
from pydantic import AfterValidator, BeforeValidator, Field, FilePath, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode

SENTINEL_SECONDS = 1.0  # for one Sentinel to answer, before the next one is asked
SENTINEL_PORT = 26379
_SENTINEL = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])(:(?P<port>[0-9]{1,5}))?")
_PLACES = ("host", "port", "path", "connection_class")  # options that come from a Sentinel instead of REDIS_URL


def check_redis_url(url: SecretStr | None) -> SecretStr | None:
    """Return an address that redis-py reads, None for an empty one; raise ValueError for any other."""
    if url is None or not url.get_secret_value():
        return None
    try:
        redis.Redis.from_url(url.get_secret_value())  # connects only when it is used
    except ValueError:
        # Without redis-py's message, which may contain a part of the password.
        raise ValueError("must be redis://, rediss:// or unix:// and the address of a server") from None
    return url


def read_sentinels(value: object) -> object:
    """Return hosts and ports from `host:port,host:port`; raise ValueError for anything else."""
    if not isinstance(value, str):
        return value
    found = [_SENTINEL.fullmatch(each) for each in value.replace(",", " ").split()]
    if None in found:
        raise ValueError("must be host:port,host:port,…")
    return [(match["host"].strip("[]"), int(match["port"] or SENTINEL_PORT)) for match in found if match]


Sentinels = Annotated[tuple[tuple[str, int], ...] | None, NoDecode, BeforeValidator(read_sentinels)]


class RedisSettings(BaseSettings):
    """The address of Redis, and the credentials for it."""

    redis_url: Annotated[SecretStr | None, AfterValidator(check_redis_url)] = Field(
        None, validation_alias="REDIS_URL", description="Redis server; empty: a local one in `EMOSTYLE_DATA_DIR`"
    )
    redis_ca: FilePath | None = Field(
        None,
        validation_alias="REDIS_CA",
        description="file with the certificates that a server of `rediss://` is checked against; empty: the system's",
    )
    redis_certificate: FilePath | None = Field(
        None, validation_alias="REDIS_CERTIFICATE", description="file with our own certificate for `rediss://`"
    )
    redis_key: FilePath | None = Field(
        None, validation_alias="REDIS_KEY", description="file with the key of `REDIS_CERTIFICATE`"
    )
    redis_sentinels: Sentinels = Field(
        None,
        validation_alias="REDIS_SENTINELS",
        description="Sentinels as `host:port,host:port`; `REDIS_URL` then tells user, password, number and TLS only",
    )
    redis_sentinel_service: str = Field(
        "emostyle", validation_alias="REDIS_SENTINEL_SERVICE", description="name under which Sentinels know the server"
    )
    redis_sentinel_password: SecretStr | None = Field(
        None, validation_alias="REDIS_SENTINEL_PASSWORD", description="password of the Sentinels, if they have one"
    )

    @field_validator("redis_ca", "redis_certificate", "redis_key", "redis_sentinels")
    @classmethod
    def _check_together(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a part of TLS or Sentinel that would silently not be used."""
        if value is None or "redis_url" not in info.data:  # the address is wrong, which was reported already
            return value
        url = info.data["redis_url"].get_secret_value() if info.data["redis_url"] else ""
        if info.field_name == "redis_sentinels":
            if not url or url.startswith("unix:"):
                raise ValueError("needs REDIS_URL with user, password and number of the database")
        elif not url.startswith("rediss:"):
            raise ValueError("needs rediss:// in REDIS_URL")
        if info.field_name == "redis_key" and not info.data.get("redis_certificate"):
            raise ValueError("needs REDIS_CERTIFICATE")
        return value


def connect(settings: RedisSettings, url: str, **options: object) -> redis.Redis:
    """Return a client of the server at `url`, or of the one that the Sentinels name; connects when it is used."""
    if settings.redis_sentinels is None:
        return redis.Redis.from_url(url, **_with(_tls(settings, url), options))
    known = _known(redis.connection.parse_url(url), settings, url)
    sentinel = redis.sentinel.Sentinel(
        settings.redis_sentinels, sentinel_kwargs=_of_sentinels(settings, url), **known, **options
    )
    client: redis.Redis = sentinel.master_for(settings.redis_sentinel_service, connection_pool_class=_Pool)
    return client


def connect_async(settings: RedisSettings, url: str, **options: object) -> redis.asyncio.Redis:
    """Return the same as `connect` for asyncio."""
    if settings.redis_sentinels is None:
        return redis.asyncio.Redis.from_url(url, **_with(_tls(settings, url), options))
    known = _known(redis.asyncio.connection.parse_url(url), settings, url)
    sentinel = redis.asyncio.sentinel.Sentinel(
        settings.redis_sentinels, sentinel_kwargs=_of_sentinels(settings, url), **known, **options
    )
    client: redis.asyncio.Redis = sentinel.master_for(settings.redis_sentinel_service, connection_pool_class=_AsyncPool)
    return client


def explain(error: redis.RedisError) -> str:
    """Return the reason why Redis was not reached, without addresses or passwords."""
    if isinstance(error, redis.sentinel.MasterNotFoundError):
        return "no Sentinel answers and knows REDIS_SENTINEL_SERVICE"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is refused: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"TLS fails: {cause.reason}"
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__


class _Pool(redis.sentinel.SentinelConnectionPool):
    """Also closes the connections to the Sentinels, which redis-py leaves open."""

    def disconnect(self, inuse_connections: bool = True) -> None:
        """Close all connections."""
        super().disconnect(inuse_connections)
        for sentinel in self.sentinel_manager.sentinels:
            sentinel.close()


class _AsyncPool(redis.asyncio.sentinel.SentinelConnectionPool):
    """The same for asyncio."""

    async def disconnect(self, inuse_connections: bool = True) -> None:
        """Close all connections."""
        await super().disconnect(inuse_connections)
        for sentinel in self.sentinel_manager.sentinels:
            await sentinel.aclose()


def _known(parsed: Mapping[str, Any], settings: RedisSettings, url: str) -> dict[str, Any]:
    """Return user, password, database and TLS from the address of a server that Sentinels locate."""
    own = {name: value for name, value in parsed.items() if name not in _PLACES}
    return {**own, **_ssl(url), **_tls(settings, url)}


def _of_sentinels(settings: RedisSettings, url: str) -> dict[str, Any]:
    password = settings.redis_sentinel_password
    return {
        "socket_timeout": SENTINEL_SECONDS,
        "socket_connect_timeout": SENTINEL_SECONDS,
        "password": password.get_secret_value() if password else None,
        **_ssl(url),
        **_tls(settings, url),
    }


def _with(own: dict[str, Any], options: dict[str, object]) -> dict[str, Any]:
    return {**own, **options}


def _ssl(url: str) -> dict[str, Any]:
    return {"ssl": True} if url.startswith("rediss:") else {}


def _tls(settings: RedisSettings, url: str) -> dict[str, Any]:
    """Return the options of TLS; the name in the server's certificate is always checked."""
    if not url.startswith("rediss:"):
        return {}
    files = {
        "ssl_ca_certs": settings.redis_ca,
        "ssl_certfile": settings.redis_certificate,
        "ssl_keyfile": settings.redis_key,
    }
    return {"ssl_check_hostname": True, **{name: str(path) for name, path in files.items() if path}}
