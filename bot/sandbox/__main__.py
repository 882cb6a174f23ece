"""`python -m bot.sandbox`: the stand-in for Telegram and its chat page, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys

from bot.sandbox.chats.people import SANDBOX_TOKEN, is_token
from bot.sandbox.server import running_sandbox

DEFAULT_PORT = 8088


def main() -> int:
    """Serve until a signal comes; return the exit code: 2 for a wrong setting."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="A local stand-in for Telegram.")
    parser.add_argument("--port", default=os.environ.get("PORT") or DEFAULT_PORT, help="0 takes a free one")
    port = _port(str(parser.parse_args().port))
    token = os.environ.get("TELEGRAM_BOT_TOKEN") or SANDBOX_TOKEN
    if port is None:
        return _refuse("PORT must be a number from 0 to 65535.")
    if not is_token(token):
        return _refuse("TELEGRAM_BOT_TOKEN does not look like a token of Telegram's: digits, a colon, 35 characters.")
    try:
        asyncio.run(_serve(port, token))
    except OSError as error:
        return _refuse(f"PORT {port} cannot be used ({error.strerror or error}). Set PORT to another one.")
    return 0


async def _serve(port: int, token: str) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running_sandbox(port, token) as sandbox:
        sys.stdout.write(f"ready: {sandbox.url}\n")
        sys.stdout.flush()
        await stop.wait()


def _port(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) < 1 << 16 else None


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
