"""Every sentence that a person reads. One catalogue per language; English is complete and the fallback of none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.palette import PALETTE, Artwork
from worker.contract import Reason

FACES_NAMED = 8  # one by one; more are counted, or a crowd would not fit into a caption
MOST_SURE = 0.99  # nobody is 100 % sure of what a face shows
# What Telegram shows in its command menu.
COMMANDS = {
    "start": "What this bot does",
    "style": "Choose the emotion: /style happy, /style auto",
    "emotions": "The seven emotions and their paintings",
    "help": "How to use it",
    "privacy": "What is kept, and for how long",
}


class Key(StrEnum):
    """The sentences, by what they are for."""

    START = "start"
    HELP = "help"
    PRIVACY = "privacy"
    SEND_PHOTO = "send_photo"
    NOT_A_PHOTO = "not_a_photo"
    TOO_BIG_TO_FETCH = "too_big_to_fetch"
    NOT_FETCHED = "not_fetched"
    NOT_QUEUED = "not_queued"
    PAINTING = "painting"
    PAINTING_LATER = "painting_later"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"
    STYLE_SET = "style_set"
    STYLE_AUTO = "style_auto"
    STYLE_NOW = "style_now"
    STYLE_NOW_AUTO = "style_now_auto"
    STYLE_UNKNOWN = "style_unknown"
    UNKNOWN_COMMAND = "unknown_command"
    SORRY = "sorry"
    LOST_PAINTING = "lost_painting"


ENGLISH: dict[Key, str] = {
    Key.START: (
        "Hello! Send me a photo with a face. I read the emotion in it and paint the photo in the style of a painting "
        "that speaks for that emotion.\n\n/emotions shows the seven styles, /style happy chooses one yourself, "
        "/help tells the rest."
    ),
    Key.HELP: (
        "Send a photo: I find the faces, read their emotion and paint it.\n"
        "Send an image as a file: the painting comes back as a file, larger and sharper.\n\n"
        "/style happy – paint everything here in one emotion\n"
        "/style auto – read the emotion again\n"
        "/style sad as the caption of a photo, or in reply to one – only that photo\n"
        "/emotions – the seven emotions and their paintings\n"
        "/privacy – what I keep\n\n"
        "An emotion read from a face is a guess about an expression, not a fact about a person."
    ),
    Key.PRIVACY: (
        "Your photo is kept in the queue while it waits, {wait} at most, and deleted once it is painted. The painting "
        "is deleted once it is sent; if I cannot reach you, it is deleted unsent, usually after a day. For ten minutes "
        "more the queue remembers which chat the photo came from. The queue keeps a journal on the host's disk, from "
        "which deleted things go when it is next tidied up. The emotion that you choose for a chat is kept until you "
        "write /style auto. For a week I remember a random-looking number for each photo, so that I answer it only "
        "once. Nothing is learnt from your photos."
    ),
    Key.SEND_PHOTO: "Send me a photo with a face, and I will paint it. /help tells more.",
    Key.NOT_A_PHOTO: (
        "I can only paint still pictures. Send me a photo, or a JPEG, PNG, WebP or HEIC image as a file."
    ),
    Key.TOO_BIG_TO_FETCH: "This file is larger than 20 MB, and Telegram gives me none that large. Send a smaller one.",
    Key.NOT_FETCHED: "I could not fetch this photo from Telegram. Please send it again.",
    Key.NOT_QUEUED: "I cannot take photos right now. Please send it again in a few minutes.",
    Key.PAINTING: "🎨 I have your photo and am painting it…",
    Key.PAINTING_LATER: "🎨 I have your photo. Photos before yours: {ahead}.",
    Key.DONE: "🎨 Done.",
    Key.UNCONFIRMED: (
        "I sent your painting, but Telegram did not confirm it. If it is not here, please send the photo again."
    ),
    Key.STYLE_SET: "From now on I paint everything here {emotion}: {artwork}. /style auto goes back to reading faces.",
    Key.STYLE_AUTO: "I read the emotion from the faces again.",
    Key.STYLE_NOW: "I paint everything here {emotion}. Choose another or go back to auto:\n{choices}",
    Key.STYLE_NOW_AUTO: "I read the emotion from the faces. You can choose one instead:\n{choices}",
    Key.STYLE_UNKNOWN: "I do not know the emotion “{name}”.{nearest} Choose one of these:\n{choices}",
    Key.UNKNOWN_COMMAND: "I do not know this command. /help lists what I can do.",
    Key.SORRY: "Something went wrong on my side. Please try it again.",
    Key.LOST_PAINTING: "Your painting was ready, but it is gone: it waited too long. Please send the photo again.",
}

REASONS: dict[Reason, str] = {
    Reason.NO_FACE: (
        "I found no face in this photo, so there is no emotion to read. Choose one yourself: reply to the photo "
        "with /style happy, or any of the seven that /emotions shows."
    ),
    Reason.UNREADABLE: "I could not read this picture: it is damaged or no picture at all. Please send another one.",
    Reason.UNSUPPORTED: "I can only paint still pictures. Please send a photo.",
    Reason.TOO_LARGE: "This picture is too large, or far longer than wide. Please send a smaller one.",
    Reason.TOO_SMALL: "This picture is too small to paint. Please send a larger one.",
    Reason.EXPIRED: "Your photo had to wait too long and was deleted. Please send it again.",
    Reason.TIMED_OUT: "Painting this photo took too long, so I gave up. Please try a smaller one.",
    Reason.FAILED: "Something went wrong while I painted this photo. Please send it again, or another one.",
}


def say(key: Key, **values: object) -> str:
    """Return a sentence with its values filled in."""
    return ENGLISH[key].format(**values)


def why(reason: Reason) -> str:
    """Return the sentence that tells a person why there is no painting."""
    return REASONS[reason]


def emotion_name(emotion: Emotion) -> str:
    """Return an emotion as people read it, with its emoji."""
    return f"{emotion.emoji} {emotion.value}"


def artwork_name(artwork: Artwork) -> str:
    """Return an artwork as a caption names it."""
    return f"{artwork.title}, {artwork.artist}, {artwork.year}"


def choices() -> str:
    """Return the list of emotions, one command each."""
    return "\n".join(f"{emotion.emoji} /style {emotion.value}" for emotion in EMOTIONS) + "\n🔍 /style auto"


def mapping() -> str:
    """Return the list of emotions and artworks."""
    rows = [f"{emotion_name(emotion)} – {artwork_name(PALETTE[emotion])}" for emotion in EMOTIONS]
    return "How I paint each emotion:\n\n" + "\n".join(rows) + "\n\n/style happy chooses one yourself."


def duration(seconds: int) -> str:
    """Return a span of time in the largest unit that it fills, rounded up."""
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = -(-seconds // size)
            return f"1 {unit}" if count == 1 else f"{count} {unit}s"
    return f"{seconds} seconds"


def caption(emotion: Emotion, confidence: float | None, faces: Sequence[Emotion]) -> str:
    """Return what stands under a painting: emotion, certainty, faces when there are several, artwork."""
    sure = f" · {min(confidence, MOST_SURE):.0%} sure" if confidence is not None else ""
    lines = [f"{emotion_name(emotion)}{sure}"]
    if len(faces) > 1:
        lines.append(f"{len(faces)} faces: {', '.join(_named(faces))}")
    lines.append(f"🖼 {artwork_name(PALETTE[emotion])}")
    return "\n".join(lines)


def _named(faces: Sequence[Emotion]) -> list[str]:
    if len(faces) <= FACES_NAMED:
        return [face.value for face in faces]
    return [f"{count} × {emotion.value}" for emotion, count in Counter(faces).most_common()]
