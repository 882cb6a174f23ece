"""Lua scripts that run inside Redis; each stands in a file of its own, in the folder `lua` beside its module."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redis.asyncio import Redis


def read_lua(module_file: str, name: str) -> str:
    """Return the text of the script `name`; `module_file` is the `__file__` of the module that runs it."""
    return (Path(module_file).parent / "lua" / f"{name}.lua").read_text(encoding="utf-8")


async def run_lua(store: Redis, script: str, keys: Sequence[str], *arguments: str | bytes) -> Any:  # noqa: ANN401
    """Run a script with its KEYS and ARGV; return what redis-py makes of its result. Raises redis.RedisError."""
    call: Any = store.eval(script, len(keys), *keys, *arguments)  # redis-py types it as if it might not be awaitable
    return await call
