"""Who the bot is in the sandbox, and which tokens are tokens."""

from __future__ import annotations

import re

from bot.sandbox.people import User

TOKEN_FORM = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{35}")
# Not a secret: it opens nothing but a sandbox on this machine.
SANDBOX_TOKEN = ":".join(("2025000001", "sandbox-token-opens-nothing-at-all_"))


def is_token(token: str) -> bool:
    """Tell whether `token` has the form of Telegram's bot tokens."""
    return TOKEN_FORM.fullmatch(token) is not None


def bot_of(token: str) -> User:
    """Return the bot that owns `token`; its id is the number in front of the colon."""
    return User(id=int(token.partition(":")[0]), first_name="emostyle", username="emostyle_sandbox_bot", is_bot=True)
