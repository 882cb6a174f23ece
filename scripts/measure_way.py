"""The way of one photo: which files of the bot run for it, and which commands Redis gets.

    .venv-dev/bin/python scripts/measure_way.py

Runs the bot in this process, a worker with a stub painter, the stand-in for Telegram and a Redis of its own. What also
runs in seconds without any photo (loops, heartbeats) does not count. Prints both lists and their numbers.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import redis.asyncio
from redis import ConnectionError as RedisConnectionError
from redis import Redis

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.app import build_application  # noqa: E402
from bot.runtime import run  # noqa: E402
from bot.sandbox.server import running_sandbox  # noqa: E402
from bot.settings import BotSettings  # noqa: E402
from tests.bot.conftest import until_awaited  # noqa: E402
from tests.bot.stand_in_worker import picture  # noqa: E402
from worker.shared.contract import RESULTS_STREAM  # noqa: E402
from worker.shared.local_redis import open_redis  # noqa: E402

IDLE_SECONDS = 6.0  # longer than any pause of a loop
LONGEST_SECONDS = 60.0  # for a painting
MOST_FILES, MOST_COMMANDS = 30, 70  # what we allow ourselves; a busy machine adds a look or two of the loops
OURS, SANDBOX = ROOT / "bot", ROOT / "bot" / "sandbox"


class Watch:
    """Sees which functions of the bot run, and which commands Redis gets."""

    def __init__(self, redis_url: str) -> None:
        self.functions: set[tuple[str, str]] = set()
        self.commands: Counter[str] = Counter()
        self._redis = Redis.from_url(redis_url)
        threading.Thread(target=self._read, daemon=True).start()

    def profile(self, frame: FrameType, event: str, _: object) -> None:
        """Note a call; for `sys.setprofile`."""
        if event == "call":
            code = frame.f_code
            path = Path(code.co_filename)
            if path.is_relative_to(OURS) and not path.is_relative_to(SANDBOX):
                self.functions.add((str(path.relative_to(ROOT)), code.co_qualname))

    def _read(self) -> None:
        with suppress(RedisConnectionError), self._redis.monitor() as monitor:  # the server ends before this thread
            for seen in monitor.listen():
                if seen["client_type"] != "lua":  # what a script does belongs to it
                    self.commands[shape_of(seen["command"])] += 1

    async def during(self, doing: Callable[[], Awaitable[object]]) -> tuple[set[tuple[str, str]], Counter[str]]:
        """Return the functions and commands of what is done."""
        self.functions.clear()
        self.commands.clear()
        sys.setprofile(self.profile)
        try:
            await doing()
        finally:
            sys.setprofile(None)
        await asyncio.sleep(0.3)  # for the last commands to be told
        return set(self.functions), Counter(self.commands)


def shape_of(command: str) -> str:
    """Return the name of a command and the family of its first key, which tell commands apart."""
    words = command.split(maxsplit=8)
    name = words[0].upper()
    if name == "EVAL":  # a script of ours begins with what it does
        return " ".join([name, *words[1:8]])
    key = words[3] if name == "EVALSHA" else " ".join(words[1:2])
    return f"{name} {':'.join(key.split(':')[:3]) if key.startswith('rq:') else ':'.join(key.split(':')[:2])}"


async def measure(redis_url: str, folder: Path) -> bool:
    """Print the way of a photo; return whether it is within the limits."""
    async with running_sandbox() as sandbox:
        settings = BotSettings.model_validate({"TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url})
        stop = asyncio.Event()
        bot = asyncio.create_task(run(build_application(settings, redis_url), stop))
        environment = {"REDIS_URL": redis_url, "EMOSTYLE_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "PATH": ""}
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.chaos.stub", cwd=ROOT, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        watch = Watch(redis_url)
        store = redis.asyncio.Redis.from_url(redis_url)

        async def photo(shade: int) -> None:
            await sandbox.person.send_photo(picture(color=(shade, 0, 0)))
            async with asyncio.timeout(LONGEST_SECONDS):
                await sandbox.person.next_message(lambda message: message.kind == "photo", timeout=LONGEST_SECONDS)
                await until_awaited(lambda: store.xlen(RESULTS_STREAM), 0)

        try:
            await photo(1)  # what is done once only
            idle, idle_commands = await watch.during(lambda: asyncio.sleep(IDLE_SECONDS))
            functions, commands = await watch.during(lambda: photo(2))
        finally:
            stop.set()
            worker.terminate()
            await asyncio.gather(bot, worker.wait())
    files = Counter(path for path, _ in functions - idle)
    own = {shape: count for shape, count in commands.items() if shape not in idle_commands and "XLEN" not in shape}
    ours = sum(count for shape, count in own.items() if " rq:" not in shape)
    lines = [f"{count:4}  {path}" for path, count in sorted(files.items())]
    lines += [f"{count:4}  {shape}" for shape, count in sorted(own.items(), key=lambda item: (-item[1], item[0]))]
    lines.append(f"files of bot/ that run: {len(files)} (at most {MOST_FILES}), with {len(functions - idle)} functions")
    lines.append(f"commands that Redis gets: {sum(own.values())} (at most {MOST_COMMANDS}), {ours} of them not RQ's")
    sys.stdout.write("\n".join(lines) + "\n")
    return len(files) <= MOST_FILES and sum(own.values()) <= MOST_COMMANDS


def main() -> int:
    """Measure once; return 1 when a limit is exceeded."""
    with tempfile.TemporaryDirectory() as folder, open_redis(None, Path(folder)) as handle:
        return 0 if asyncio.run(measure(handle.url, Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
