"""A bot to which Telegram brings updates: a photo goes in, its painting comes out, also after the bot was away."""

from __future__ import annotations

from bot.sandbox.chats.messages import Message
from tests.redis_servers import free_port
from tests.whole.conftest import System, until


def is_painting(message: Message) -> bool:
    return message.kind in ("photo", "document")


async def test_photos_come_by_webhook_and_none_is_lost_while_the_bot_is_away(system: System, face_photo: bytes) -> None:
    port = free_port()
    settings = {
        "EMOSTYLE_HTTP_PORT": str(port),
        "EMOSTYLE_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "EMOSTYLE_WEBHOOK_SECRET": "a-secret_of-24-characters",
    }
    await system.start("tests.chaos.stub")
    bot = await system.start("bot", **settings)
    await system.person.send_photo(face_photo)
    await system.person.next_message(is_painting, timeout=60)
    bot.kill()
    await bot.wait()

    sent = await system.person.send_photo(face_photo + b"another")
    await until(lambda: system.sandbox.state.courier.last_error)
    await system.start("bot", **settings)

    painting = await system.person.next_message(is_painting, timeout=60)
    assert painting.reply_to is not None
    assert painting.reply_to.message_id == sent.message_id
    assert not system.sandbox.calls_of("getUpdates")
    assert sum(map(is_painting, system.person.received)) == 2
