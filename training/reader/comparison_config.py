"""The options of the command that compares readers."""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from training.common.configs import CommandConfig


class CompareReadersConfig(CommandConfig):
    """Comparison of our reader with those that other people packaged."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True, cli_hide_none_type=True)

    data: Path = Field(description="folder with SPLIT.npz")
    split: str = Field("valid", description="name of the file without .npz")
    weights: Path | None = Field(None, description="our weights; the shipped ones when not given")
    peers: tuple[str, ...] = Field((), description="measure only these peers; all when not given")
    peers_python: Path = Field(Path(sys.executable), description="interpreter with the Python peers")
    node_modules: Path = Field(Path("node_modules"), description="folder with the JavaScript peers")
    warm_up: int = Field(30, description="calls before the clock starts")
    limit: int = Field(0, description="read only so many faces; 0 for all")
