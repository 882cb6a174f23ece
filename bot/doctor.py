"""`python -m bot.doctor`: whether the bot could serve here, and what to do when not."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.settings import BotSettings
from emostyle.findings import Finding, as_json, exit_code, failure, lines, note, ok, warning
from worker.shared.redis_checks import check_redis, check_settings
from worker.shared.settings import SharedSettings

MANY = 100  # updates that wait at Telegram
SECONDS = 10.0  # for Telegram to answer


def examine() -> list[Finding]:
    """Look at settings, Redis and Telegram; weights and devices are the worker's."""
    return [*checks(), note("weights, device", "not here: run `python -m worker.doctor` where the worker is")]


def checks() -> list[Finding]:
    """Look at what `emostyle doctor` does not look at itself."""
    settings, found = check_settings(BotSettings)
    shared, _ = check_settings(SharedSettings)
    if shared:
        found += check_redis(shared)
    if settings:
        found += asyncio.run(check_telegram(settings))
    return found


async def check_telegram(settings: BotSettings) -> list[Finding]:
    """Check the token (getMe) and the webhook at Telegram."""
    bot = Bot(
        settings.token.get_secret_value(),
        f"{settings.api_url}/bot",
        f"{settings.api_url}/file/bot",
        request=HTTPXRequest(connect_timeout=SECONDS, read_timeout=SECONDS),
    )
    try:
        async with bot:
            return [*_tell_bot(bot.bot), *_tell_updates(await bot.get_webhook_info(), settings)]
    except InvalidToken:
        return [failure("Telegram", "does not know the token", "Ask @BotFather for TELEGRAM_BOT_TOKEN.")]
    except TelegramError as error:
        advice = "Look at the network, at TELEGRAM_API_URL, and whether a proxy is needed."
        return [failure("Telegram", f"does not answer ({type(error).__name__})", advice)]


def _tell_bot(me: User) -> Iterator[Finding]:
    yield ok("Telegram", f"knows the bot as @{me.username}")
    if me.can_read_all_group_messages:
        yield note("privacy mode", "off: the bot is sent everything that is said in its groups, and ignores it")
    else:
        yield ok("privacy mode", "on: in groups the bot sees commands and replies to it only")
    if not me.can_join_groups:
        yield note("groups", "the bot cannot be added to groups (@BotFather, /setjoingroups)")


def _tell_updates(info: WebhookInfo, settings: BotSettings) -> Iterator[Finding]:
    wanted = settings.webhook_url
    host = urlsplit(info.url).hostname if info.url else None  # the path may be a secret
    if wanted and info.url != wanted:
        said = f"Telegram brings updates to {host}" if host else "Telegram has no webhook"
        yield warning("updates", f"{said}, not to EMOSTYLE_WEBHOOK_URL", "Start the bot: it sets the webhook.")
    elif host and not wanted:
        yield warning("updates", f"a webhook at {host} takes them", "Start the bot: it removes the webhook and polls.")
    else:
        yield ok("updates", "by webhook" if wanted else "by polling")
    if info.last_error_message:
        yield warning("webhook", f"Telegram's last error: {info.last_error_message}", "Look at proxy and certificate.")
    if info.pending_update_count > MANY:
        yield warning("updates", f"{info.pending_update_count} wait at Telegram", "Look whether the bot runs.")


def main() -> int:
    """Print what was found; return 1 when something does not work."""
    parser = argparse.ArgumentParser(prog="python -m bot.doctor", description="Look whether the bot could serve.")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    arguments = parser.parse_args()
    for name in ("httpx", "httpcore"):  # they would write the token
        logging.getLogger(name).setLevel(logging.WARNING)
    found = examine()
    print(as_json(found) if arguments.json else lines(found))
    return exit_code(found)


if __name__ == "__main__":
    sys.exit(main())
