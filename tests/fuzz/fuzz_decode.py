"""The fuzzer itself, which atheris steers by coverage: python -m tests.fuzz.fuzz_decode OPTIONS FOLDER…

Started by `python -m tests.fuzz`. With one file in place of the folders it decodes that file again.
"""

from __future__ import annotations

import sys
import zlib

import atheris

with atheris.instrument_imports(include=["emostyle", "PIL", "pillow_heif"]):
    from tests.fuzz.target import decode_one

PNG, FIXED = b"\x89PNG\r\n\x1a\n", 3  # of four mutations of a PNG, so many get right sums


def with_sums(data: bytes) -> bytes:
    """Return a PNG with right check sums, without which its decoder reads no chunk."""
    out, at = bytearray(data), len(PNG)
    while at + 12 <= len(out):
        end = at + 8 + int.from_bytes(out[at : at + 4], "big")
        if end + 4 > len(out):
            break
        out[end : end + 4] = zlib.crc32(out[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
    return bytes(out)


def mutated(data: bytes, max_size: int, seed: int) -> bytes:
    """Return libFuzzer's own mutation, in most cases with the check sums of a PNG."""
    changed: bytes = atheris.Mutate(data, max_size)
    return with_sums(changed) if changed.startswith(PNG) and seed % 4 < FIXED else changed


def main() -> None:
    """Fuzz until an option or a finding ends it."""
    atheris.Setup(sys.argv, decode_one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
