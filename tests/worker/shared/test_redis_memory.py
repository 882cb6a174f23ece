"""Large values are refused before Redis is full."""

from __future__ import annotations

from typing import Any, cast

import pytest
from redis import Redis

from worker.shared.redis_memory import PAINTINGS, PHOTOS, has_room


class Server:
    """A server with some memory in use."""

    def __init__(self, used: int, limit: int) -> None:
        self.memory, self.asked = {"used_memory": used, "maxmemory": limit}, 0

    def info(self, _: str) -> dict[str, Any]:
        self.asked += 1
        return self.memory


@pytest.mark.parametrize(
    ("used", "size", "share", "fits"),
    [(700, 50, PHOTOS, True), (700, 51, PHOTOS, False), (850, 50, PAINTINGS, True), (850, 51, PAINTINGS, False)],
)
def test_photos_leave_room_for_paintings(used: int, size: int, share: float, fits: bool) -> None:
    assert has_room(cast("Redis", Server(used, 1000)), size, share) is fits


def test_without_a_limit_everything_fits() -> None:
    assert has_room(cast("Redis", Server(10**12, 0)), 10**12, PHOTOS)


def test_what_was_let_in_counts_before_redis_is_asked_again() -> None:
    server = Server(700, 1000)

    answers = [has_room(cast("Redis", server), 30, PHOTOS) for _ in range(3)]

    assert answers == [True, False, False]
    assert server.asked == 1
