"""How the settings become the limits of what is taken in."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.intake.build import rules_of
from bot.intake.limits import Rules
from bot.settings import BotSettings


def settings_with(**changed: object) -> BotSettings:
    return BotSettings.model_validate({"TELEGRAM_BOT_TOKEN": SecretStr("42:" + "x" * 35), **changed})


def test_every_limit_is_the_one_of_its_setting() -> None:
    settings = settings_with(per_person=3, per_minute=4, queue_cap=5, admins="7", allow="8, 9", block="10")

    assert rules_of(settings) == Rules(
        per_person=3,
        per_minute=4,
        queue_cap=5,
        admins=frozenset({7}),
        allowed=frozenset({8, 9}),
        blocked=frozenset({10}),
    )


@pytest.mark.parametrize("nobody", [{}, {"admins": "", "block": ""}])
def test_without_lists_nobody_is_blocked_and_nobody_left_out(nobody: dict[str, str]) -> None:
    rules = rules_of(settings_with(**nobody))

    assert (rules.admins, rules.blocked) == (frozenset(), frozenset())
    assert not rules.allowed
