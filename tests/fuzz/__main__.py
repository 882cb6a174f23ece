"""Fuzz the decoding of photos for a while: python -m tests.fuzz [SECONDS], or `make fuzz`.

Begins with `tests/fuzz/corpus` and what earlier runs found to lead further. Ends with 1 on a crash, a foreign error, a
decode of more than 2 s or more than 1 GiB; the photo that did it is kept in `runs/fuzz`.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests" / "fuzz" / "corpus"
FINDINGS = ROOT / "runs" / "fuzz"
WORDS = ROOT / "tests" / "fuzz" / "words.dict"
DEFAULT_SECONDS = 60
LARGEST = 16_384  # bytes of a photo
MEMORY = 1024 + 560  # MiB: what a photo may take, and what the libraries take before it
HANG = 20  # seconds on the clock after which a decode is taken for one without end


def command(seconds: int) -> list[str]:
    """Return the command line of the fuzzer."""
    options = {
        "max_total_time": seconds,
        "max_len": LARGEST,
        "timeout": HANG,
        "rss_limit_mb": MEMORY,
        "artifact_prefix": f"{FINDINGS}/",
        "dict": WORDS,
        "print_final_stats": 1,
    }
    names = [f"-{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "tests.fuzz.fuzz_decode", *names, str(FINDINGS / "corpus"), str(SEEDS)]


def main() -> int:
    """Run the fuzzer; return 0 when it found nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz the decoding of photos.")
    parser.add_argument("seconds", nargs="?", type=int, default=DEFAULT_SECONDS)
    seconds = parser.parse_args().seconds
    (FINDINGS / "corpus").mkdir(parents=True, exist_ok=True)
    before = set(FINDINGS.iterdir())
    done = subprocess.run(command(seconds), cwd=ROOT, check=False)
    found = sorted(set(FINDINGS.iterdir()) - before)
    for path in found:
        sys.stdout.write(f"found: {path.relative_to(ROOT)}; again: python -m tests.fuzz.fuzz_decode {path}\n")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(f"{len(found)} findings, {used.ru_utime + used.ru_stime:.0f} s of processor time\n")
    return 1 if found or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
