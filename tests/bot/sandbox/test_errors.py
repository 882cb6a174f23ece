"""Refusals, as the bot reads them."""

from __future__ import annotations

import pytest

from bot.sandbox.errors import ApiError, bad_request, conflict, forbidden, too_many_requests


@pytest.mark.parametrize(
    ("error", "code", "description"),
    [
        (bad_request("chat not found"), 400, "Bad Request: chat not found"),
        (forbidden("bot was blocked by the user"), 403, "Forbidden: bot was blocked by the user"),
        (conflict("only one at a time"), 409, "Conflict: only one at a time"),
        (ApiError(502, "Bad Gateway"), 502, "Bad Gateway"),
    ],
)
def test_a_refusal_has_telegrams_code_and_words(error: ApiError, code: int, description: str) -> None:
    assert error.as_json() == {"ok": False, "error_code": code, "description": description}


def test_only_a_call_that_came_too_fast_is_told_how_long_to_wait() -> None:
    assert too_many_requests(7).as_json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
