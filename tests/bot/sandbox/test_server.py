"""The unchanged python-telegram-bot speaks to the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.constants import ChatAction, ParseMode, ReactionEmoji
from telegram.error import BadRequest, InvalidToken, RetryAfter
from telegram.ext import Application, CommandHandler, ContextTypes

from bot.sandbox.server import Sandbox, running_sandbox

Picture = Callable[..., bytes]


def _bot(sandbox: Sandbox, token: str | None = None) -> Bot:
    return Bot(token or sandbox.token, f"{sandbox.url}/bot", f"{sandbox.url}/file/bot")


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with _bot(sandbox) as ready:
        yield ready


async def test_a_photo_travels_both_ways(sandbox: Sandbox, bot: Bot, picture: Picture) -> None:
    await sandbox.person.send_photo(picture(), caption="/style happy")
    [update] = await bot.get_updates(timeout=5)
    assert update.message is not None
    got = bytes(await (await update.message.photo[-1].get_file()).download_as_bytearray())
    assert got == picture()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])
    await update.message.reply_photo(
        got, caption="<b>happy</b>", parse_mode=ParseMode.HTML, do_quote=True, reply_markup=keyboard
    )
    reply = await sandbox.person.next_message()
    assert (reply.data, reply.caption) == (picture(), "happy")
    assert reply.reply_to is sandbox.person.conversation.visible[0]


async def test_a_press_is_answered_and_the_message_edited(sandbox: Sandbox, bot: Bot, picture: Picture) -> None:
    chat_id = sandbox.person.user.id
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])
    sent = await bot.send_photo(chat_id, picture(), reply_markup=keyboard)
    query = await sandbox.person.press("Again")
    [update] = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    await update.callback_query.answer("On it")
    await sent.edit_media(InputMediaPhoto(picture(99, 50), caption="new"))
    async with asyncio.timeout(5):
        assert (await query.answered()).text == "On it"
    assert sandbox.person.received[0].data == picture(99, 50)


async def test_the_rest_of_what_our_bot_calls_is_understood(sandbox: Sandbox, bot: Bot, picture: Picture) -> None:
    chat_id = sandbox.person.user.id
    assert await bot.set_my_commands([BotCommand("start", "Begin")])
    assert await bot.get_my_commands() == (BotCommand("start", "Begin"),)
    assert await bot.send_chat_action(chat_id, ChatAction.UPLOAD_PHOTO)
    assert (await bot.get_chat(chat_id)).first_name == "You"
    album = await bot.send_media_group(chat_id, [InputMediaPhoto(picture()), InputMediaPhoto(picture())])
    assert album[0].media_group_id == album[1].media_group_id
    document = await bot.send_document(chat_id, picture(), filename="a.png")
    assert document.document is not None
    assert document.document.mime_type == "image/png"
    assert await bot.set_message_reaction(chat_id, document.message_id, ReactionEmoji.FIRE)
    assert await bot.delete_message(chat_id, document.message_id)
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_become_the_errors_of_the_library(
    sandbox: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns of its own future
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "x")
    sandbox.faults.too_many_requests("sendMessage", retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await bot.send_message(sandbox.person.user.id, "x")
    stranger = _bot(sandbox, "1:wrong")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_an_application_polls_and_answers(sandbox: Sandbox) -> None:
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("Hello!")

    application = Application.builder().bot(_bot(sandbox)).build()
    application.add_handler(CommandHandler("start", start))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling()
        await application.start()
        await sandbox.person.send_text("/start")
        assert (await sandbox.person.next_message()).text == "Hello!"
        await application.updater.stop()
        await application.stop()


async def test_two_sandboxes_know_nothing_of_each_other(sandbox: Sandbox) -> None:
    async with running_sandbox() as other:
        await other.person.send_text("x")
        assert other.url != sandbox.url
        assert len(sandbox.state.updates) == 0
