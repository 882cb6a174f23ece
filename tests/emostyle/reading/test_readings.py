"""What a photo shows is the average of its faces, and doubt is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.reading.faces import Box, Face
from emostyle.reading.readings import FaceReading, PhotoReading


def reading_of(width: int, height: int, **probabilities: float) -> FaceReading:
    face = Face(Box(0, 0, width, height), (0.0, 0.0), (1.0, 0.0), 1.0)
    shares = {emotion: probabilities.get(emotion.value, 0.0) for emotion in EMOTIONS}
    return FaceReading(face, shares, shares)


def test_the_emotion_of_a_photo_is_the_average_weighted_by_face_area() -> None:
    reading = PhotoReading((reading_of(20, 20, happy=1.0), reading_of(10, 10, sad=1.0)), (100, 100))

    assert reading.emotion is Emotion.HAPPY
    assert reading.confidence == pytest.approx(0.8)
    assert reading.vote_shares is not None
    assert reading.vote_shares[Emotion.SAD] == pytest.approx(0.2)
    assert [face.emotion for face in reading.faces] == [Emotion.HAPPY, Emotion.SAD]


def test_a_photo_is_as_uncertain_as_its_largest_face() -> None:
    sure, doubtful = reading_of(20, 20, happy=1.0), replace(reading_of(10, 10, sad=1.0), uncertain=True)

    assert not PhotoReading((sure, doubtful), (100, 100)).uncertain
    assert PhotoReading((doubtful, sure), (100, 100)).uncertain


def test_a_photo_whose_faces_disagree_is_uncertain() -> None:
    faces = (reading_of(20, 20, happy=0.94, sad=0.06), reading_of(20, 20, sad=0.94, happy=0.06))

    assert PhotoReading(faces, (100, 100), doubt_below=0.55).uncertain
    assert not PhotoReading(faces[:1], (100, 100), doubt_below=0.55).uncertain
    assert not PhotoReading((), (100, 100), doubt_below=0.55).uncertain


def test_a_photo_without_faces_has_no_emotion() -> None:
    reading = PhotoReading((), (100, 100))

    assert (reading.emotion, reading.confidence, reading.probabilities, reading.vote_shares) == (None,) * 4
    assert not reading.uncertain
