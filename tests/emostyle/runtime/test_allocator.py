"""Freed memory stays in the process where glibc allows it, and nothing breaks where it does not."""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys

import pytest

from emostyle.runtime.allocator import keep_freed_memory

_FAULTS = """
import resource
import sys
import torch
from emostyle.runtime.allocator import keep_freed_memory

if sys.argv[1] == "kept":
    assert keep_freed_memory()
for _ in range(10):  # until the heap has found its shape
    torch.ones(16_000_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(5):
    torch.ones(16_000_000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def page_faults(word: str) -> int:
    done = subprocess.run([sys.executable, "-c", _FAULTS, word], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives large blocks back at once")
def test_large_tensors_reuse_the_memory_of_those_that_were_freed() -> None:
    assert page_faults("kept") < page_faults("given back") / 4


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_left_alone(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)

    assert keep_freed_memory() is False


@pytest.mark.skipif(sys.platform != "linux", reason="musl is a C library of Linux")
def test_a_c_library_without_this_switch_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())

    assert keep_freed_memory() is False
