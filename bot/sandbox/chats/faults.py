"""Faults on order: the next calls of a method go wrong the way that Telegram goes wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.sandbox.errors import ApiError, too_many_requests


class Way(Enum):
    """How a call goes wrong."""

    REFUSE = auto()  # an error instead of the act
    HANG = auto()  # no answer until released; then the call goes on
    DROP = auto()  # the act happens, the connection breaks before the answer


@dataclass(slots=True)
class Fault:
    """The next `times` calls of `method` go wrong in one way."""

    method: str  # lower case; "*" is every method
    way: Way
    times: int
    error: ApiError | None = None
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let calls that hang go on."""
        self.released.set()


class Faults:
    """Orders faults, and hands them to the calls they wait for."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._hanging: list[Fault] = []

    def too_many_requests(self, method: str, times: int = 1, retry_after: int = 1) -> Fault:
        """Answer the next calls with 429 and `retry_after` seconds."""
        return self._order(method, Way.REFUSE, times, too_many_requests(retry_after))

    def bad_gateway(self, method: str, times: int = 1) -> Fault:
        """Answer the next calls with 502."""
        return self.refuse(method, ApiError(502, "Bad Gateway"), times)

    def refuse(self, method: str, error: ApiError, times: int = 1) -> Fault:
        """Answer the next calls with any error."""
        return self._order(method, Way.REFUSE, times, error)

    def hang(self, method: str, times: int = 1) -> Fault:
        """Keep the next calls waiting, until `release()` of the returned fault."""
        fault = self._order(method, Way.HANG, times)
        self._hanging.append(fault)
        return fault

    def drop_after_acting(self, method: str, times: int = 1) -> Fault:
        """Do what the next calls ask for, then break the connection instead of answering."""
        return self._order(method, Way.DROP, times)

    def clear(self) -> None:
        """Order nothing any more and release what hangs."""
        self._faults.clear()
        for fault in self._hanging:
            fault.release()
        self._hanging.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault that this call of `method` is to suffer, if any, and count it down."""
        for fault in self._faults:
            if fault.method in (method.lower(), "*"):
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
                return fault
        return None

    def _order(self, method: str, way: Way, times: int, error: ApiError | None = None) -> Fault:
        fault = Fault(method.lower(), way, times, error)
        self._faults.append(fault)
        return fault
