"""Keys of Redis: one family each, and no person's number where none has to be read back."""

from __future__ import annotations

import inspect

from bot import redis_keys

PERSON = 123456789


def keys() -> list[str]:
    constants = [value for name, value in vars(redis_keys).items() if name.isupper() and not name.startswith("_")]
    functions = [each for name, each in vars(redis_keys).items() if name.endswith("_key") and inspect.isfunction(each)]
    values = {"str": "x", "int": PERSON, "bool": True, "int | None": PERSON}
    made = [
        each(*(values[str(p.annotation)] for p in inspect.signature(each).parameters.values())) for each in functions
    ]
    return [*constants, *made]


def test_no_two_things_have_the_same_key() -> None:
    assert len(keys()) == len(set(keys()))
    assert all(key.startswith("emostyle:") for key in keys() if key != "x:parts")


def test_only_the_keys_that_have_to_be_read_back_or_counted_name_a_person_or_a_chat() -> None:
    named = {":".join(key.split(":")[:2]) for key in keys() if str(PERSON) in key}

    assert named == {"emostyle:chat", "emostyle:kept-of", "emostyle:minute", "emostyle:pace", "emostyle:shown-to"}


def test_the_name_of_the_version_before_has_its_own_sign_of_life() -> None:
    assert redis_keys.alive_key("bot") == "emostyle:bot:alive"
    assert redis_keys.alive_key("host:1:a") == "emostyle:bot:alive:host:1:a"
