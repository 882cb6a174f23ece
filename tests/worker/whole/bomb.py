"""A module that must never be imported by a worker."""

from __future__ import annotations


def explode(*_: object) -> None:
    raise AssertionError("a worker called what a job named")
