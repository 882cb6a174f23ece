"""Lua scripts that run inside Redis; each stands in a file of its own, in the folder `lua` beside its module."""

from __future__ import annotations

from pathlib import Path


def read_lua(module_file: str, name: str) -> str:
    """Return the text of the script `name`; `module_file` is the `__file__` of the module that runs it."""
    return (Path(module_file).parent / "lua" / f"{name}.lua").read_text(encoding="utf-8")
