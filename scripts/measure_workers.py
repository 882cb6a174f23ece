"""How fast workers paint side by side, with OpenMP threads as they come, which spin while they wait, and asleep.

    .venv-dev/bin/python scripts/measure_workers.py PHOTO

Prints the photos painted per second by 1, 2 and 3 processes, and the ratio of the two ways. Run it on an idle machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

PHOTOS = 10  # per process
WORKERS = (1, 2, 3)
CHILD = """
import sys, time
from pathlib import Path
from emostyle.runtime.allocator import keep_freed_memory
from emostyle.pipeline import PaintOptions, Pipeline
keep_freed_memory()
pipeline, photo, options = Pipeline.load("cpu"), Path(sys.argv[1]).read_bytes(), PaintOptions(max_side=512)
pipeline.paint(photo, options)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    pipeline.paint(photo, options)
print("done", flush=True)
"""


def photos_per_second(photo: Path, processes: int, settings: dict[str, str]) -> float:
    """Paint a photo in some processes at once, which start together; return how many they paint per second."""
    command = [sys.executable, "-c", CHILD, str(photo), str(PHOTOS)]
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"} | settings
    children = [
        subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for child in children:
        _expect(child, "ready")
    begin = time.perf_counter()
    for child in children:
        if child.stdin:
            child.stdin.write("go\n")
            child.stdin.flush()
    for child in children:
        _expect(child, "done")
    seconds = time.perf_counter() - begin
    for child in children:
        child.communicate()
    return processes * PHOTOS / seconds


def _expect(child: subprocess.Popen[str], word: str) -> None:
    if child.stdout is None or child.stdout.readline().strip() != word:
        raise SystemExit("A process that was to paint has died; it has said why.")


def main() -> None:
    """Measure and print a line for each number of processes."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    for processes in WORKERS:
        spinning = photos_per_second(Path(sys.argv[1]), processes, {})
        sleeping = photos_per_second(Path(sys.argv[1]), processes, {"OMP_WAIT_POLICY": "PASSIVE"})
        ratio = sleeping / spinning
        sys.stdout.write(
            f"{processes} workers: spinning {spinning:.1f}/s, sleeping {sleeping:.1f}/s, ratio {ratio:.2f}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
