"""Decode a thousand mutations of one photo: python -m tests.emostyle.mutate SEED COUNT < PHOTO.

Prints how often each outcome came. A decode of more than 2 s of processor time ends the process by a signal, also in
native code; memory is limited to 1 GiB above what the libraries take.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import sys
from collections import Counter
from pathlib import Path

from emostyle.errors import PhotoError
from emostyle.imaging.images import decode

SECONDS, MEMORY = 2.0, 1 << 30  # bytes


def mutate(photo: bytes, rng: random.Random) -> bytes:
    """Flip, cut, splice, or blow up numbers in a photo's bytes."""
    data, at = bytearray(photo), rng.randrange(len(photo))
    match rng.randrange(5):
        case 0:
            for _ in range(rng.choice((1, 2, 8, 64))):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        case 1:
            del data[at:]
        case 2:  # a header spliced into another place
            data[at:at] = data[: rng.randrange(1, 64)]
        case 3:  # a size blown up, mostly in the header
            at = rng.randrange(min(len(data), rng.choice((40, 200, len(data)))))
            data[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\xff\xff", b"\0\0\0\0"))
        case _:
            del data[at : at + rng.randrange(1, 40)]
    return bytes(data)


def outcome(photo: bytes, side: int | None) -> str:
    """Decode within the time; return the mode of the image or the name of the error."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        image = decode(photo, target_side=side)
    except PhotoError as error:
        return type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return image.mode


def limit_memory() -> None:
    """Let this process take 1 GiB more than it has."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> int:
    seed, count = sys.argv[1], int(sys.argv[2])
    rng, photo = random.Random(seed), sys.stdin.buffer.read()
    decode(photo)
    limit_memory()
    outcomes = Counter(outcome(mutate(photo, rng), rng.choice((None, 16))) for _ in range(count))
    sys.stdout.write(json.dumps(outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
