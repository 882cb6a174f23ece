"""The short form of `make chaos`: each kind of death once, with real processes."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.storm import Plan, run
from tests.chaos.trouble import BOT, FLOOD, REDIS, WORKER

SHORT = Plan(
    photos=10,
    chats=3,  # so that one of them sends an album
    seconds=6.0,
    pause=0.2,
    patience=90.0,
    painting=0.5,
    heartbeat=4,
    kinds=(FLOOD, WORKER, BOT, REDIS),
    flooded=("sendphoto",),  # which every run calls
    is_endless=False,
)


async def test_nothing_is_lost_or_doubled_when_everything_is_killed_once(tmp_path: Path) -> None:
    report = await run(SHORT, tmp_path)

    assert report.troubles == dict.fromkeys(SHORT.kinds, 1)
    assert report.refused > 0
    assert len(report.recoveries) == 1  # the worker was killed with a photo in its hands
    assert report.account.sent >= SHORT.photos
    assert (report.account.lost, report.account.doubled) == ([], [])
    assert report.account.misplaced == []
    assert (report.unrecovered, report.left) == (0, [])
