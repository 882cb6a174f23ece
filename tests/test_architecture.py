"""The house holds: who may load what, how long functions are, and what no file may say."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("emostyle", "worker", "bot", "training")
SERVING = ("bot", "worker", "emostyle")  # the commands of training put together what they measure
HEAVY = ("torch", "torchvision", "PIL", "numpy", "onnxruntime")


def modules_of(package: str) -> list[str]:
    files = sorted(ROOT.joinpath(*package.split(".")).rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def source_files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for path in source_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node, (node.end_lineno or node.lineno) - node.lineno + 1


def loaded_after_importing(modules: list[str]) -> set[str]:
    code = f"import sys; [__import__(name) for name in {modules!r}]; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_no_module_of_the_bot_loads_torch() -> None:
    modules = modules_of("bot")

    assert len(modules) > 10
    assert not loaded_after_importing(modules).intersection(HEAVY)


@pytest.mark.parametrize(
    "modules",
    [
        ["emostyle.emotions", "emostyle.errors", "emostyle.options", "emostyle.styles.catalogue"],
        modules_of("worker.shared"),
    ],
)
def test_what_both_sides_share_is_light(modules: list[str]) -> None:
    assert not loaded_after_importing(modules).intersection((*HEAVY, "rq", "telegram"))


def test_the_library_and_the_worker_never_load_torchvision() -> None:
    loaded = loaded_after_importing([*modules_of("emostyle"), *modules_of("worker")])

    assert not loaded.intersection(("torchvision", "telegram", "cv2", "bot", "training"))


@pytest.mark.parametrize("package", PACKAGES)
def test_package_files_hold_a_docstring_and_nothing_else(package: str) -> None:
    for path in (ROOT / package).rglob("__init__.py"):
        body = ast.parse(path.read_text()).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


def test_files_and_functions_stay_short() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in source_files()}
    assert {str(path): n for path, n in lengths.items() if n > 400} == {}

    sizes = sorted(n for _, _, n in functions())
    assert statistics.median(sizes) <= 8
    assert sizes[int(len(sizes) * 0.9)] <= 25
    too_long = [(path, node.name) for path, node, n in functions() if n > (100 if is_training_loop(path, node) else 60)]
    assert too_long == []


@pytest.mark.parametrize("package", SERVING)
def test_every_module_has_its_test_file_where_it_stands(package: str) -> None:
    modules = [path.relative_to(ROOT) for path in (ROOT / package).rglob("*.py") if path.name != "__init__.py"]
    tests = [Path("tests") / each.with_name(f"test_{each.stem.strip('_')}.py") for each in modules]

    assert len(tests) > 10
    assert [str(each) for each in tests if not (ROOT / each).is_file()] == []


MOST_FILES, MOST_PARAMETERS, MOST_IMPORTS = 15, 6, 12
COMPOSITION = {"app.py", "build.py"}  # what puts others together imports them all


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_no_folder_holds_more_than_a_reader_can_keep_in_mind(package: str) -> None:
    folders = {path.parent for path in (ROOT / package).rglob("*.py")}

    assert {str(f): n for f in folders if (n := len(list(f.glob("*.py")))) > MOST_FILES} == {}


@pytest.mark.parametrize("package", SERVING)
def test_a_file_imports_few_others_of_ours(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        nodes = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ImportFrom)]
        ours = {node.module for node in nodes if (node.module or "").partition(".")[0] in PACKAGES}
        assert len(ours) <= MOST_IMPORTS or path.name in COMPOSITION, path


@pytest.mark.parametrize("package", SERVING)
def test_a_class_works_with_few_others(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                assert number_of_collaborators(node) <= MOST_PARAMETERS, f"{path}: {node.name}"


def number_of_collaborators(node: ast.ClassDef) -> int:
    """Return the parameters of a constructor; a dataclass that awaits nothing is a value, and may have many fields."""
    inits = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    if inits:
        return len(inits[0].args.args) - 1 + len(inits[0].args.kwonlyargs)
    if not any(isinstance(each, ast.AsyncFunctionDef) for each in node.body):
        return 0
    return len([each for each in node.body if isinstance(each, ast.AnnAssign) and each.value is None])


def is_training_loop(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return "training" in path.parts and path.stem.startswith("train_") and node.name == "main"


ALLOWED_TO_BOT = {
    "emostyle.emotions",
    "emostyle.options",
    "emostyle.styles.palette",
    "emostyle.findings",
    "emostyle.styles.catalogue",
    "emostyle.errors",
}


def test_the_bot_knows_only_the_light_parts_of_its_neighbours() -> None:
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            foreign = {name for name in names if name.partition(".")[0] in {"emostyle", "worker", "training"}}
            assert all(name in ALLOWED_TO_BOT or name.startswith("worker.shared.") for name in foreign), path


LIGHT = (
    "emotions", "errors", "findings", "options", "imaging/limits", "styles/artworks",
    "styles/catalogue", "styles/palette", "weights/headers",
)  # fmt: skip


def test_the_light_rooms_of_the_library_need_the_standard_library_only() -> None:
    for name in LIGHT:
        used = imported_packages(ROOT / "emostyle" / f"{name}.py") - {"emostyle"}
        assert used <= sys.stdlib_module_names, name


def test_only_one_file_of_the_library_knows_pillow() -> None:
    knowing = [p.name for p in (ROOT / "emostyle").rglob("*.py") if "PIL" in imported_packages(p)]

    assert knowing == ["images.py"]


def test_only_the_job_queue_of_the_bot_knows_rq() -> None:
    assert [p.name for p in (ROOT / "bot").rglob("*.py") if "rq" in imported_packages(p)] == ["job_queue.py"]


KEY_FILES = {ROOT / "bot" / "redis_keys.py", ROOT / "worker" / "shared" / "contract.py"}


def test_keys_of_redis_and_scripts_stand_in_their_own_files() -> None:
    for package in ("bot", "worker"):
        for path in (ROOT / package).rglob("*.py"):
            texts = [node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)]
            words = [text for text in texts if isinstance(text, str)]
            assert path in KEY_FILES or not [word for word in words if re.match(r"emostyle:[a-z]", word)], path
            assert not [word for word in words if "redis.call(" in word and "\n" in word], path


def imported_packages(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_names_a_package_index_or_a_folder_outside_the_repository() -> None:
    hosts = [
        "py" + "pi.org",
        "python" + "hosted.org",
        "download.py" + "torch.org",
        "debian" + ".org",
        "registry.npm" + "js",
    ]
    outside = ["../shared", "/work/shared"]
    for path in tracked_files():
        if path.suffix in {".safetensors", ".jpg", ".png"} or path == Path(__file__):
            continue
        text = path.read_text(errors="replace")
        assert [word for word in (*hosts, *outside) if word in text] == [], path
