"""How long a photo waits after kill -9 of its worker, at each moment of a job, with the settings as they come.

    .venv-dev/bin/python scripts/measure_recovery.py

A worker kills itself at the moment, another one looks for abandoned jobs in three different phases. Prints a table with
the seconds from the death to the end of the job, and the longest.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from redis import Redis
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.worker.conftest import Desk  # noqa: E402
from tests.worker.whole.dying_worker import MOMENTS  # noqa: E402
from worker.shared.contract import StyleRequest  # noqa: E402
from worker.shared.local_redis import open_redis  # noqa: E402

HEARTBEAT_TTL = 15  # seconds, the default of EMOSTYLE_HEARTBEAT_TTL
PHASES = (0.0, 1.7, 3.4)  # seconds after the death
GIVE_UP = 120.0  # seconds


def worker(url: str, moment: str) -> subprocess.Popen[str]:
    """Start a worker that dies at a moment; it begins when it is told to."""
    command = [sys.executable, "-m", "tests.worker.whole.dying_worker", url, str(HEARTBEAT_TTL), moment]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if process.stdout:
        process.stdout.readline()
    return process


def begin(process: subprocess.Popen[str]) -> None:
    """Let a worker begin."""
    if process.stdin:
        process.stdin.write("\n")
        process.stdin.flush()


def recovery(url: str, moment: str, phase: float) -> float:
    """Return the seconds from a worker's death to the end of its job; infinite when it never ends."""
    in_job = "started" if moment == "looking" else moment
    victims = [worker(url, each) for each in dict.fromkeys((in_job, moment))]
    rescuer = worker(url, "never")
    with Redis.from_url(url, socket_timeout=60) as connection:
        desk = Desk(connection)
        desk.submit(StyleRequest(request_id="r1", ticket="t", submitted=0.0))
        begin(victims[0])
        victims[0].wait()
        died = time.monotonic()
        for each in victims[1:]:
            begin(each)
        time.sleep(phase)
        begin(rescuer)
        job = Job.fetch("r1", connection=connection, serializer=JSONSerializer)
        while job.get_status() is not JobStatus.FINISHED and time.monotonic() - died < GIVE_UP:
            time.sleep(0.05)
        took = time.monotonic() - died
        for each in (*victims, rescuer):
            each.kill()
            each.communicate()
        return took if len(desk.results()) == 1 and took < GIVE_UP else float("inf")


def main() -> int:
    """Kill workers and print the table; exit code 1 when a photo waited more than 30 s."""
    took: dict[tuple[str, float], float] = {}
    with tempfile.TemporaryDirectory() as folder, open_redis(None, Path(folder)) as handle:
        cases = [(moment, phase) for moment in MOMENTS for phase in PHASES]

        def measure(number: int, moment: str, phase: float) -> None:
            took[moment, phase] = recovery(handle.url.replace("db=0", f"db={number}"), moment, phase)

        threads = [threading.Thread(target=measure, args=(i, *case)) for i, case in enumerate(cases)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for moment in MOMENTS:
        sys.stdout.write(f"{moment:10}" + "".join(f" {took[moment, phase]:6.1f} s" for phase in PHASES) + "\n")
    longest = max(took.values())
    sys.stdout.write(f"longest    {longest:6.1f} s\n")
    return 0 if longest <= 30 else 1


if __name__ == "__main__":
    sys.exit(main())
