"""Settings of chats, and the chats that know the bot."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.chats import Chats, ChatSettings, KnownChats
from bot.i18n.translator import Language
from bot.redis_keys import chat_key
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion

SAD = ChatSettings(wish=StyleChoice(emotion=Emotion.SAD), language=Language.GERMAN)


async def test_a_chat_is_remembered_and_forgotten(redis: Redis) -> None:
    chats = Chats(redis)
    assert await chats.settings(5) == ChatSettings()

    await chats.set(5, SAD)
    assert await chats.settings(5) == SAD

    assert await chats.forget(5)
    assert not await chats.forget(5)


async def test_the_defaults_leave_nothing_behind(redis: Redis) -> None:
    chats = Chats(redis)
    await chats.set(5, SAD)

    await chats.set(5, ChatSettings())

    assert not await redis.exists(chat_key(5))


async def test_a_group_takes_its_settings_along(redis: Redis) -> None:
    chats = Chats(redis)
    await chats.set(-5, SAD)

    await chats.move(-5, -1005)

    assert await chats.settings(-1005) == SAD
    assert await chats.settings(-5) == ChatSettings()


async def test_the_language_of_a_chat_comes_before_the_one_of_the_app(redis: Redis) -> None:
    chats = Chats(redis)
    assert (await chats.translator(5, "fr")).language is Language.FRENCH

    await chats.set(5, SAD)

    assert (await chats.translator(5, "fr")).language is Language.GERMAN


async def test_known_chats_are_each_named_once(redis: Redis) -> None:
    known = KnownChats(redis)
    for chat in (7, -5, 7):
        await known.add(chat)

    assert await known.all() == [-5, 7]
    assert await known.remove(7)
    assert not await known.remove(7)
