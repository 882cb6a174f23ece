"""`python -m bot`: the bot, polling Telegram."""

from __future__ import annotations

import asyncio
import os
import sys

from pydantic import ValidationError
from telegram.error import InvalidToken

from bot.app import build_application
from bot.operations.http_server import WebError
from bot.runtime import serve
from bot.settings import BotSettings
from bot.styles.artworks import all_artworks
from emostyle.errors import WeightsError
from emostyle.styles.catalogue import STYLES_DIR
from worker.shared.local_redis import LocalRedisError, open_redis
from worker.shared.logs import LogFormat, configure
from worker.shared.settings import describe, reveal

FAILED, USAGE = 1, 2


def main() -> int:
    """Run the bot until a signal stops it; return the exit code."""
    try:
        settings = BotSettings()
    except ValidationError as error:
        print(f"emostyle bot: {describe(error)}", file=sys.stderr)
        return USAGE
    configure_logging(settings.log_level, settings.log_format)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot warns at every 429 without it
    try:
        if settings.styles_dir:
            os.environ[STYLES_DIR] = str(settings.styles_dir)  # it may come from a file .env
        all_artworks()  # fail at start-up, not at the first request, when an added style file is invalid
        with open_redis(reveal(settings.redis_url), settings.data_dir) as handle:
            asyncio.run(serve(build_application(settings, handle.url)))
    except InvalidToken:
        print("emostyle bot: Telegram does not know this TELEGRAM_BOT_TOKEN: ask @BotFather.", file=sys.stderr)
        return USAGE
    except (LocalRedisError, WeightsError, WebError) as error:
        print(f"emostyle bot: {error}", file=sys.stderr)
        return FAILED
    return 0


def configure_logging(level: str, form: LogFormat = "text") -> None:
    """Log to standard error; httpx would write every address, and so the token, at INFO."""
    quiet = ("httpx", "httpcore", "telegram", "apscheduler", "rq", "aiohttp")
    configure(level, form, with_error_messages=False, quiet=quiet)


if __name__ == "__main__":
    sys.exit(main())
