"""Ids of messages are called like their constants."""

from __future__ import annotations

import pytest

from bot.i18n.message_ids import MessageId


@pytest.mark.parametrize("each", MessageId)
def test_an_id_is_its_name_with_hyphens(each: MessageId) -> None:
    assert each.value == each.name.lower().replace("_", "-")
