"""Try what pyproject.toml admits: check_ranges.py lowest|newest [--torch] [OPTIONS OF PYTEST].

    make ranges     # both, in .venv-lowest and .venv-newest

Makes a fresh environment with the lowest or the newest release that the range of each run-time requirement admits, and
runs those tests that use them most. What only the tests need comes as in `constraints.txt`; torch as in
`constraints-run.txt`, unless `--torch` asks for the end of its own range, a download of gigabytes.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Literal

End = Literal["lowest", "newest"]

ROOT = Path(__file__).parents[1]
EXTRAS = ("bot", "worker")
TOOLS = "test"
TESTS = (
    "tests/worker/shared", "tests/worker/test_rq_overrides.py", "tests/worker/test_rq_worker.py",
    "tests/worker/whole", "tests/worker/test_tasks.py",
    "tests/bot/delivery", "tests/bot/i18n", "tests/bot/jobs", "tests/bot/operations", "tests/bot/telegram_api",
    "tests/bot/updates", "tests/bot/test_settings.py",
    "tests/emostyle/imaging", "tests/emostyle/reading", "tests/emostyle/weights", "tests/emostyle/test_pipeline.py",
    "tests/fuzz",
)  # fmt: skip


def requirements(*extras: str) -> list[str]:
    """Return the requirements of the library and of extras, as pyproject.toml has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]


def pins(file: str) -> list[str]:
    """Return the lines of a constraints file without its comments."""
    return [line for line in (ROOT / file).read_text().splitlines() if not line.startswith("#")]


def name_of(requirement: str) -> str:
    """Return the name of a requirement or a constraint, spelt as indexes compare it."""
    (name,) = re.findall(r"^[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", str(name)).lower()


def lowest(requirement: str) -> str:
    """Return the constraint to the lowest version that a requirement admits."""
    found = re.search(r"(?:>=|==)\s*([\w.]+)", requirement)
    if found is None:
        raise ValueError(f"{requirement}: a requirement at run time needs a lowest version")
    return f"{name_of(requirement)}=={found[1]}"


def constraints(end: End, with_torch: bool) -> list[str]:
    """Return what pip may install at one end of all ranges."""
    run_time = {name_of(line): line for line in requirements(*EXTRAS)}
    tools = {name_of(line) for line in requirements(TOOLS)} - run_time.keys()
    fixed = [line for line in pins("constraints.txt") if name_of(line) in tools]
    if not with_torch:
        del run_time["torch"]
        fixed += pins("constraints-run.txt")
    return fixed + ([lowest(line) for line in run_time.values()] if end == "lowest" else [])


def make_environment(folder: Path, end: End, with_torch: bool) -> None:
    """Make the environment anew and print the versions that it got."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(constraints(end, with_torch)))
        file.flush()
        extras = ",".join((*EXTRAS, TOOLS))
        subprocess.run([ROOT / "scripts" / "setup-venv", folder, extras, file.name], cwd=ROOT, check=True)
    names = sorted({name_of(line) for line in requirements(*EXTRAS)})
    code = "import sys; from importlib.metadata import version; print(*(f'{n}=={version(n)}' for n in sys.argv[1:]))"
    subprocess.run([folder / "bin" / "python", "-c", code, *names], check=True)


def main() -> int:
    """Return what pytest returned."""
    parser = argparse.ArgumentParser(prog="check_ranges.py", description="Test one end of all ranges.")
    parser.add_argument("end", choices=("lowest", "newest"))
    parser.add_argument("--torch", action="store_true", help="take torch from the end of its range, too")
    chosen, options = parser.parse_known_args()
    folder = ROOT / f".venv-{chosen.end}"
    make_environment(folder, chosen.end, chosen.torch)
    return subprocess.run(
        [folder / "bin" / "python", "-m", "pytest", *TESTS, *options], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
