"""What people are told of a painting."""

from __future__ import annotations

from bot.jobs.painting_summary import summary_of
from emostyle.emotions import EMOTIONS, Emotion
from worker.shared.contract import FaceReading, Styled


def face(shows: Emotion) -> FaceReading:
    probabilities = {each: 0.7 if each is shows else 0.05 for each in EMOTIONS}
    return FaceReading(left=0, top=0, width=9, height=9, probabilities=probabilities)


def test_each_face_counts_with_what_it_shows_most() -> None:
    result = Styled(
        request_id="r", ticket="t", emotion=Emotion.SAD, confidence=0.7, uncertain=True,
        faces=(face(Emotion.SAD), face(Emotion.HAPPY)), style="x", width=9, height=9,
        media_type="image/jpeg", seconds={},
    )  # fmt: skip

    summary = summary_of(result, by_face=True)

    assert summary.faces == (Emotion.SAD, Emotion.HAPPY)
    assert (summary.emotion, summary.confidence, summary.uncertain, summary.by_face) == (Emotion.SAD, 0.7, True, True)
