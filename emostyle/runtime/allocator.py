"""Keep freed memory inside the process.

On Linux, glibc gives every large freed tensor back to the kernel and asks for it again a moment later; the page faults
make a convolutional network on two CPU cores about three times as slow.
"""

from __future__ import annotations

import ctypes
import sys

_M_TRIM_THRESHOLD, _M_MMAP_MAX = -1, -4  # from glibc's malloc.h
_LARGEST_INT = 2**31 - 1


def keep_freed_memory() -> bool:
    """Tell glibc to reuse large freed blocks; return whether this system's allocator took the advice."""
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # missing in musl
    if mallopt is None:
        return False
    return bool(mallopt(_M_MMAP_MAX, 0)) and bool(mallopt(_M_TRIM_THRESHOLD, _LARGEST_INT))
