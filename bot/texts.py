"""Sentences that are put together from several, in the language of a voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.album_parts import Part
from bot.artworks import artist_name, artwork_of, artwork_title, artworks_of
from bot.keys import Key
from bot.painted import Painted, painted_of
from bot.voices import Voice
from bot.wishes import Wish
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.palette import Artwork
from worker.shared.contract import Failed, Reason, Styled

MOST_SURE = 0.99  # nobody is 100 % sure of what a face shows
ABOUT = "c. "  # before a year of the palette that is not known better
REWORKED = ", reworked "  # before the year in which an artwork of the palette was painted over
LONGEST_CAPTION, LONGEST_TEXT = 1024, 4096  # UTF-16 units
MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds
# In the order of Telegram's menu.
COMMANDS = (
    "start", "style", "mix", "emotions", "me", "settings", "status", "cancel", "help", "privacy", "forget", "about",
)  # fmt: skip
ADMIN_COMMANDS = ("stats", "broadcast")
GROUP_COMMANDS = ("style", "mix", "emotions", "me", "settings", "status", "cancel", "help")


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long things are kept, in seconds."""

    photo: int  # while it waits
    buttons: int  # what buttons need
    cache: int  # paintings for quick answers


def why(voice: Voice, reason: Reason) -> str:
    """Return the sentence that tells a person why there is no painting."""
    return voice.say(f"reason-{reason}")


def menu(voice: Voice, commands: Sequence[str] = COMMANDS) -> list[tuple[str, str]]:
    """Return commands and what they do, as Telegram's menu shows them."""
    return [(command, voice.say(f"command-{command}")) for command in commands]


def help_text(voice: Voice) -> str:
    """Return how to use the bot."""
    rows = [f"/{command} – {what}" for command, what in menu(voice) if command not in ("start", "help")]
    intro = "\n".join(voice.say(key) for key in (Key.HELP_INTRO, Key.HELP_ALBUM, Key.HELP_BUTTONS))
    return "\n\n".join((intro, "\n".join(rows), voice.say(Key.HELP_END)))


def privacy_text(voice: Voice, kept: Keeping) -> str:
    """Return what is kept, and for how long."""
    photo = voice.say(Key.PRIVACY_PHOTO, wait=duration(voice, kept.photo))
    buttons = voice.say(Key.PRIVACY_BUTTONS, buttons=duration(voice, kept.buttons))
    cache = voice.say(Key.PRIVACY_CACHE, cache=duration(voice, kept.cache))
    keys = (Key.PRIVACY_CHAT, Key.PRIVACY_COUNTS, Key.PRIVACY_NEWS, Key.PRIVACY_FORGET, Key.PRIVACY_END)
    rest = (voice.say(key) for key in keys)
    return "\n\n".join((photo, buttons, cache, *rest))


def emotion_name(voice: Voice, emotion: Emotion) -> str:
    """Return an emotion as people read it, with its emoji."""
    return f"{emotion.emoji} {voice.say(f'emotion-{emotion}')}"


def artwork_line(voice: Voice, artwork: Artwork) -> str:
    """Return the line of a caption that names an artwork."""
    title, artist = artwork_title(voice, artwork), artist_name(voice, artwork)
    return voice.say(Key.ARTWORK, title=title, artist=artist, year=year_of(voice, artwork))


def year_of(voice: Voice, artwork: Artwork) -> str:
    """Return the year of an artwork, or its years, as "c. 1831" or "1911, reworked 1923" in the palette."""
    year, _, again = artwork.year.partition(REWORKED)
    painted = _about(voice, year)
    return voice.say(Key.YEAR_REWORKED, year=painted, again=_about(voice, again)) if again else painted


def _about(voice: Voice, year: str) -> str:
    known = year.removeprefix(ABOUT)
    return year if year == known else voice.say(Key.YEAR_ABOUT, year=known)


def percent(voice: Voice, share: float) -> str:
    """Return a share as per cent."""
    return voice.say(Key.VALUE_PERCENT, share=share)


def mix_name(voice: Voice, mix: Mapping[Emotion, float]) -> str:
    """Return a mix as people read it, the largest share first."""
    parts = [voice.say(Key.SHARE, emotion=emotion_name(voice, each), share=mix[each]) for each in by_share(mix)]
    return " + ".join(parts)


def wish_name(voice: Voice, wish: Wish) -> str:
    """Return what is painted by a wish: an emotion, a mix, or what is read from faces."""
    if wish.mix is not None:
        return mix_name(voice, wish.mix)
    if wish.emotion is None:
        return voice.say(Key.VALUE_READ)
    chosen, name = artwork_of(wish.style) if wish.style else None, emotion_name(voice, wish.emotion)
    return f"{name} ({artwork_title(voice, chosen)})" if chosen else name


def mapping(voice: Voice) -> str:
    """Return the list of emotions, each with its artworks by number, and the question which one it shall be."""
    rows = ["\n".join((emotion_name(voice, each), *_numbered(voice, each))) for each in EMOTIONS]
    text = "\n\n".join((voice.say(Key.EMOTIONS_TITLE), *rows, voice.say(Key.EMOTIONS_CHOOSE)))
    return shortened(text, LONGEST_TEXT)


def _numbered(voice: Voice, emotion: Emotion) -> list[str]:
    lines = [artwork_line(voice, artwork) for artwork in artworks_of(emotion)]
    return [voice.say(Key.ALBUM_LINE, place=number, line=line) for number, line in enumerate(lines, 1)]


def duration(voice: Voice, seconds: float) -> str:
    """Return a span of time in the largest unit that fills it, rounded up."""
    for size, key in ((2 * DAY, Key.DAYS), (HOUR, Key.HOURS), (MINUTE, Key.MINUTES), (0, Key.SECONDS)):
        if seconds >= size:
            unit = {Key.DAYS: DAY, Key.HOURS: HOUR, Key.MINUTES: MINUTE}.get(key, 1)
            return voice.say(key, count=-(-int(seconds) // unit))
    raise ValueError("a span of time is not negative")


def caption(voice: Voice, painted: Painted) -> str:
    """Return what stands under a painting: emotion, certainty, faces when there are several, artwork."""
    if painted.by_face and len(painted.faces) > 1:
        each = [artwork_line(voice, artworks_of(emotion)[0]) for emotion in EMOTIONS if emotion in painted.faces]
        return "\n".join((faces_line(voice, painted.faces), *each))
    lines = [emotion_line(voice, painted)]
    if len(painted.faces) > 1:
        lines.append(faces_line(voice, painted.faces))
    if painted.mix:
        lines += [artwork_line(voice, artworks_of(emotion)[0]) for emotion in by_share(painted.mix)]
    elif (artwork := artwork_of(painted.style)) is not None:
        lines.append(artwork_line(voice, artwork))
    return shortened("\n".join(lines), LONGEST_CAPTION)


def by_share(mix: Mapping[Emotion, float]) -> list[Emotion]:
    """Return the emotions of a mix, the largest share first."""
    return sorted(mix, key=lambda emotion: -mix[emotion])


def album_caption(voice: Voice, parts: Sequence[Part], wish: Wish) -> str:
    """Return what stands under an album: a line for each painting, and one for each reason why others are not there."""
    lines, missing = {}, defaultdict[Key | Reason, list[int]](list)
    for place, part in enumerate(parts, 1):
        if isinstance(part.result, Styled):
            lines[place] = _album_line(voice, place, painted_of(part.result, wish.mix, wish.by_face))
        elif not part.is_stopped:
            missing[part.trouble or _reason_of(part)].append(place)
    lines |= {places[0]: _missing_line(voice, reason, places) for reason, places in missing.items()}
    return shortened("\n".join(lines[place] for place in sorted(lines)), LONGEST_CAPTION)


def _missing_line(voice: Voice, reason: Key | Reason, places: Sequence[int]) -> str:
    numbers: dict[str, str | float] = {"places": voice.listed(map(str, places)), "count": len(places)}
    if reason is Reason.NO_FACE:  # buttons follow
        return voice.say(Key.ALBUM_NO_FACE, **numbers)
    text = voice.say(reason) if isinstance(reason, Key) else why(voice, reason)
    return voice.say(Key.ALBUM_FAILED, **numbers, reason=text)


def kept_album_caption(voice: Voice, paintings: Sequence[Painted]) -> str:
    """Return what stands under an album that Telegram had already."""
    lines = [_album_line(voice, place, painted) for place, painted in enumerate(paintings, 1)]
    return shortened("\n".join(lines), LONGEST_CAPTION)


def _album_line(voice: Voice, place: int, painted: Painted) -> str:
    several = painted.by_face and len(painted.faces) > 1
    line = faces_line(voice, painted.faces) if several else emotion_line(voice, painted)
    return voice.say(Key.ALBUM_LINE, place=place, line=line)


def album_painting(voice: Voice, place: int, painted: Painted | None) -> str:
    """Return what stands above the buttons of one photo of an album, painted or without a face; `place` is from 0."""
    line = voice.say(Key.NO_FACE_CHOOSE) if painted is None else caption(voice, painted)
    named = voice.say(Key.ALBUM_LINE, place=place + 1, line=line)
    return named if painted is None else f"{named}\n\n{voice.say(Key.ALBUM_OPENED)}"


def album_question(voice: Voice, paintings: Sequence[Painted | None]) -> str:
    """Return what stands above the numbers of an album's photos; None is one without a face."""
    keys = [Key.ALBUM_CHOOSE] if any(each is not None for each in paintings) else []
    return "\n".join(voice.say(key) for key in (*keys, *([Key.ALBUM_CHOOSE_EMOTION] if None in paintings else [])))


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` UTF-16 units, which is how Telegram counts."""
    encoded = text.encode("utf-16-le")
    return text if len(encoded) <= 2 * most else encoded[: 2 * most - 2].decode("utf-16-le", "ignore") + "…"


def _reason_of(part: Part) -> Reason:
    return part.result.reason if isinstance(part.result, Failed) else Reason.FAILED


def emotion_line(voice: Voice, painted: Painted) -> str:
    """Return what was painted, and how sure the reading is if it was read."""
    name = mix_name(voice, painted.mix) if painted.mix else emotion_name(voice, painted.emotion)
    if painted.confidence is None:
        return name
    key = Key.UNSURE if painted.uncertain else Key.SURE
    return voice.say(key, emotion=name, share=min(painted.confidence, MOST_SURE))


def faces_line(voice: Voice, faces: Sequence[Emotion]) -> str:
    """Return what several faces show, as "3 faces: 2 happy, 1 surprised"."""
    counted = Counter(faces).most_common()
    named = [voice.say(Key.FACES_OF, count=count, face=voice.face(each, count)) for each, count in counted]
    return voice.say(Key.FACES, count=len(faces), list=voice.listed(named))
