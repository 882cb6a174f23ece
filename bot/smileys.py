"""Smileys that people send instead of a word for an emotion; one of several emotions is no word for either."""

from __future__ import annotations

from functools import cache

from emostyle.emotions import EMOTIONS, Emotion

OTHERS = {
    Emotion.NEUTRAL: "😑😶🫤",
    Emotion.HAPPY: "😀😃😁😆😂🤣😊🙂☺😍🥰😎🥳🤗",
    Emotion.SURPRISE: "😮😯😳🤯",
    Emotion.SAD: "😭😞😔🙁☹😥😿💔",
    Emotion.ANGRY: "😡🤬😤👿",
    Emotion.DISGUST: "🤮",
    Emotion.FEAR: "😱😰😖",
}  # one character each; the emotions' own emoji come first


@cache
def smileys() -> dict[str, Emotion]:
    """Return what each smiley stands for."""
    return {smiley: emotion for emotion in EMOTIONS for smiley in emotion.emoji + OTHERS[emotion]}


def split_smileys(text: str) -> tuple[set[Emotion], str]:
    """Return the emotions of the smileys in a text, and the text without them."""
    shown = {smileys()[letter] for letter in text if letter in smileys()}
    return shown, "".join(letter for letter in text if letter not in smileys()).strip()
