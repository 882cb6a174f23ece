"""The whole way of a photo: person, stand-in for Telegram, bot, Redis, workers with the shipped weights, and back."""

from __future__ import annotations

import io
import signal

from bot.sandbox.chats.messages import Message
from emostyle.imaging import images
from tests.whole.conftest import System, until


def is_painting(message: Message) -> bool:
    return message.kind in ("photo", "document")


def words(message: Message) -> str:
    return message.content.text


async def test_photos_come_back_painted_from_two_workers(system: System, face_photo: bytes) -> None:
    for module in ("worker", "worker", "bot"):
        await system.start(module)

    sent = [await system.person.send_photo(face_photo) for _ in range(4)]

    replies = [await system.person.next_message(is_painting, timeout=60) for _ in sent]
    assert {reply.reply_to.message_id for reply in replies if reply.reply_to} == {m.message_id for m in sent}
    assert all("happy" in words(reply) and "Kandinsky" in words(reply) for reply in replies)
    assert images.decode(replies[0].data or b"").size == images.decode(face_photo).size


async def test_a_file_comes_back_as_a_file_without_its_position(system: System, face_photo: bytes) -> None:
    for module in ("worker", "bot"):
        await system.start(module)
    image = images.decode(face_photo)
    exif = image.getexif()
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 29.0)
    exif[0x010E] = "a secret description"
    path_bytes = _jpeg_with_exif(image, exif)

    await system.person.send_document(path_bytes, "me.jpg", "image/jpeg", caption="/style fear")

    painting = await system.person.next_message(is_painting, timeout=60)
    assert painting.kind == "document"
    assert "fear" in words(painting)
    assert b"Exif" not in (painting.data or b"")
    assert b"secret" not in (painting.data or b"")


async def test_wrong_files_get_a_sentence_each(system: System, faceless_photo: bytes) -> None:
    for module in ("worker", "bot"):
        await system.start(module)
    for data, name, expected in (
        (b"", "empty.jpg", "could not"),
        (b"no picture", "text.jpg", "could not read"),
        (faceless_photo[:500], "cut.jpg", "could not read"),
        (b"%PDF-1.7", "paper.pdf", "only paint still pictures"),
        (faceless_photo, "land.jpg", "no face"),
    ):
        await system.person.send_document(data, name)
        answer = await system.person.next_message(lambda m: "🎨" not in words(m), timeout=30)
        assert expected in words(answer), name


async def test_a_painting_that_was_made_while_the_bot_was_away_is_delivered_once(
    system: System, face_photo: bytes
) -> None:
    bot = await system.start("bot")
    await system.person.send_photo(face_photo)
    await until(lambda: system.states() == ["queued"])
    bot.kill()
    await bot.wait()
    await system.start("worker")
    await until(lambda: system.states() == ["finished"])

    await system.start("bot")

    assert "happy" in words(await system.person.next_message(is_painting, timeout=60))
    another = await system.person.send_photo(face_photo, caption="/style sad")
    last = await system.person.next_message(is_painting, timeout=60)
    assert last.reply_to is not None
    assert last.reply_to.message_id == another.message_id
    assert len(system.sandbox.calls_of("sendPhoto")) == 2


async def test_a_job_of_a_killed_worker_is_taken_over(system: System, face_photo: bytes) -> None:
    worker = await system.start("worker")
    await system.start("bot")
    await system.person.send_document(face_photo, "me.jpg", "image/jpeg")
    await until(lambda: system.states() == ["started"])
    worker.kill()
    await worker.wait()
    assert system.states() == ["started"]  # not painted before it was killed

    await system.start("worker")

    assert "happy" in words(await system.person.next_message(is_painting, timeout=60))


async def test_workers_and_bot_end_cleanly_when_they_are_told(system: System) -> None:
    worker, bot = await system.start("worker"), await system.start("bot")

    for running in (worker, bot):
        running.send_signal(signal.SIGTERM)

    assert (await worker.wait(), await bot.wait()) == (0, 0)


def _jpeg_with_exif(image: images.Image, exif: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()
