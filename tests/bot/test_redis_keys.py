"""Keys of Redis: one family each, and no person's number where none has to be read back."""

from __future__ import annotations

import inspect
import re

from bot import redis_keys
from worker.shared import contract

PERSON = 123456789


def keys() -> list[str]:
    constants = [
        value for name, value in vars(redis_keys).items() if name.isupper() and str(value).startswith("emostyle")
    ]
    functions = [each for name, each in vars(redis_keys).items() if name.endswith("_key") and inspect.isfunction(each)]
    values = {"str": "x", "int": PERSON, "bool": True, "int | None": PERSON}
    made = [
        each(*(values[str(p.annotation)] for p in inspect.signature(each).parameters.values())) for each in functions
    ]
    return [*constants, *made]


MOST_FAMILIES = 28


def families() -> set[str]:
    """Return the kinds of keys of bot and worker: names without what tells one key of a kind from another."""
    found = set()
    for module in (redis_keys, contract):
        found |= set(re.findall(r"""["'](emostyle:[a-z:-]+?):?(?:\{|["'])""", inspect.getsource(module)))
    return found


def test_the_kinds_of_keys_are_few() -> None:
    assert {"emostyle:request", "emostyle:job", "emostyle:updates:aside"} <= families()
    assert len(families()) <= MOST_FAMILIES, sorted(families())


def test_no_two_things_have_the_same_key() -> None:
    assert len(keys()) == len(set(keys()))
    assert all(key.startswith("emostyle:") for key in keys())


def test_only_the_keys_that_have_to_be_read_back_or_counted_name_a_person_or_a_chat() -> None:
    named = {":".join(key.split(":")[:2]) for key in keys() if str(PERSON) in key}

    assert named == {"emostyle:chat"}


def test_the_name_of_the_version_before_has_its_own_sign_of_life() -> None:
    assert redis_keys.alive_key("bot") == "emostyle:bot:alive"
    assert redis_keys.alive_key("host:1:a") == "emostyle:bot:alive:host:1:a"
