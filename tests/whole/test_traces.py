"""After a photo was delivered nothing of it is left: no file, no key, and the bot never opened it as a picture."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from bot.sandbox.chats.messages import Message
from tests.whole.conftest import System, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def is_painting(message: Message) -> bool:
    return message.kind in ("photo", "document")


def files(folder: Path) -> list[Path]:
    """Return what was written, but for the Redis server's own and figures of test coverage."""
    found = [path for path in folder.rglob("*") if not path.is_dir() and not path.name.startswith(".coverage")]
    return [path for path in found if folder / "redis" not in path.parents]


def photos_in_redis(system: System) -> list[str]:
    return [*system.redis.scan_iter("emostyle:photo:*"), *system.redis.scan_iter("emostyle:painting:*")]


def loaded(process: int) -> str:
    """Return the libraries that a process has loaded."""
    return Path(f"/proc/{process}/maps").read_text()


async def test_no_photo_is_left_behind(system: System, face_photo: bytes, tmp_path: Path) -> None:
    places = {"TMPDIR": tmp_path / "temporary", "HOME": tmp_path / "home", "XDG_CACHE_HOME": tmp_path / "cache"}
    for folder in places.values():
        folder.mkdir()
    worker, bot = [await system.start(name, **{k: str(v) for k, v in places.items()}) for name in ("worker", "bot")]
    await system.person.send_photo(face_photo)
    await system.person.next_message(is_painting, timeout=60)
    await system.person.send_document(face_photo + b"1", "me.jpg", "image/jpeg")
    await system.person.next_message(is_painting, timeout=60)
    await system.person.send_document(face_photo[:500], "cut.jpg", "image/jpeg")
    await system.person.next_message(lambda message: "could not read" in message.content.text, timeout=60)

    await until(lambda: not system.redis.zcard("emostyle:requests") and not photos_in_redis(system))
    assert files(tmp_path) == []
    assert "/PIL/" in loaded(worker.pid)
    assert not any(library in loaded(bot.pid) for library in ("/PIL/", "/torch/", "/numpy/", "/onnxruntime/"))

    for process in (worker, bot):
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert files(tmp_path) == []
