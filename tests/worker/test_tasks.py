from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from redis import Redis
from rq.job import JobStatus

from emostyle.emotions import Emotion
from emostyle.options import Brush
from emostyle.pipeline import PaintOptions, Pipeline
from tests.worker.conftest import Desk, StandInPainter
from worker import runtime, tasks
from worker.shared.contract import (
    CANCELLED,
    JOB_TTL,
    STAGE,
    Failed,
    Reason,
    Styled,
    StyleRequest,
    job_key,
    painting_key,
    photo_key,
)

Work = Callable[[], None]


def only_failure(desk: Desk) -> Failed:
    (result,) = desk.results()
    assert isinstance(result, Failed)
    return result


def test_a_photo_becomes_a_painting_and_one_result(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    job = desk.submit(style_request, b"the photo")

    work()

    (result,) = desk.results()
    assert isinstance(result, Styled)
    assert (result.request_id, result.ticket) == (style_request.request_id, style_request.ticket)
    assert (result.emotion, result.confidence) == (Emotion.HAPPY, 0.75)
    assert (result.width, result.height, result.media_type) == (64, 48, "image/jpeg")
    assert result.faces[0].left == 10
    assert result.seconds.pop("waited") > 0
    assert result.seconds == {"paint": 0.5}
    assert Image.open(io.BytesIO(desk.painting() or b"")).format == "JPEG"
    assert 0 < desk.redis.ttl(painting_key("r1")) <= 500
    assert not desk.redis.exists(photo_key("r1"))
    assert painter.asked == [(b"the photo", PaintOptions())]
    assert job.get_status() is JobStatus.FINISHED
    assert job.return_value() is None


@pytest.mark.parametrize("uncertain", [False, True])
def test_a_doubtful_reading_is_told(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work, uncertain: bool
) -> None:
    painter.uncertain = uncertain
    desk.submit(style_request)

    work()

    (result,) = desk.results()
    assert isinstance(result, Styled)
    assert result.uncertain is uncertain


@pytest.mark.parametrize("wish", [{"style": "munch-the-scream"}, {"by_face": True}, {"brush": Brush.FINE, "take": 4}])
def test_artworks_painting_by_face_brush_and_take_reach_the_painter(
    wish: dict[str, object], desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.submit(style_request.model_copy(update={"emotion": None, **wish}))

    work()

    assert painter.asked[0][1] == PaintOptions(max_side=style_request.max_side, **wish)  # type: ignore[arg-type]


def test_wishes_reach_the_painter(desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work) -> None:
    wishes = {"emotion": Emotion.FEAR, "strength": 0.4, "keep_colors": True, "max_side": 900, "lossless": True}
    desk.submit(style_request.model_copy(update=wishes))

    work()

    (result,) = desk.results()
    assert isinstance(result, Styled)
    assert result.media_type == "image/png"
    assert Image.open(io.BytesIO(desk.painting() or b"")).format == "PNG"
    assert painter.asked[0][1] == PaintOptions(emotion=Emotion.FEAR, strength=0.4, keep_colors=True, max_side=900)


def test_a_mix_reaches_the_painter(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.submit(style_request.model_copy(update={"mix": {Emotion.SAD: 0.25, Emotion.FEAR: 0.75}}))

    work()

    assert painter.asked[0][1] == PaintOptions(mix={Emotion.SAD: 0.25, Emotion.FEAR: 0.75})


def test_the_stage_of_a_request_is_noted(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.submit(style_request)

    work()

    assert desk.redis.hget(job_key("r1"), STAGE) == b"painting"
    assert 0 < desk.redis.ttl(job_key("r1")) <= JOB_TTL


def test_a_request_that_nobody_waits_for_stops_at_its_next_stage(
    desk: Desk, painter: StandInPainter, style_request: StyleRequest, work: Work
) -> None:
    desk.submit(style_request)
    desk.redis.hset(job_key("r1"), CANCELLED, "1")

    work()

    assert only_failure(desk).reason is Reason.CANCELLED
    assert painter.asked == []


def test_the_task_runs_in_a_worker_only() -> None:
    with pytest.raises(RuntimeError, match="python -m worker"):
        tasks.paint("{}")


def test_a_process_without_a_pipeline_is_no_worker() -> None:
    with pytest.raises(RuntimeError, match="python -m worker"):
        runtime.current()


def test_the_real_pipeline_paints_a_real_photo(
    desk: Desk, pipeline: Pipeline, style_request: StyleRequest, work: Work, face_photo: bytes, redis: Redis
) -> None:
    runtime.install(runtime.Runtime(pipeline))
    try:
        desk.submit(style_request.model_copy(update={"max_side": 200}), face_photo)
        work()
    finally:
        runtime.uninstall()

    (result,) = desk.results()
    assert isinstance(result, Styled)
    assert max(result.width, result.height) == 200
    assert len(result.faces) == 1
    assert Image.open(io.BytesIO(desk.painting() or b"")).size == (result.width, result.height)
