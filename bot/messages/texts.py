"""Texts that are put together from several messages of a catalogue."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator, translator_for
from bot.jobs.album_results import AlbumResult
from bot.jobs.painting_records import PaintingSummary, summary_of
from bot.jobs.tickets import Ticket, album_of
from bot.styles.artworks import artist_name, artwork_of, artwork_title, artwork_why, artworks_of
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.options import Brush
from emostyle.styles.palette import Artwork
from worker.shared.contract import Failed, Reason, Stage, Styled

MOST_SURE = 0.99  # the share that a text shows at most
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
class Retention:
    """How long things are kept, in seconds."""

    photo: int  # while it waits
    buttons: int  # what buttons need
    cache: int  # paintings for quick answers


def why(translator: Translator, reason: Reason) -> str:
    """Return the sentence that explains why there is no painting."""
    return translator.text(f"reason-{reason}")


def menu(translator: Translator, commands: Sequence[str] = COMMANDS) -> list[tuple[str, str]]:
    """Return commands and what they do, as Telegram's menu shows them."""
    return [(command, translator.text(f"command-{command}")) for command in commands]


def help_text(translator: Translator) -> str:
    """Return how to use the bot."""
    rows = [f"/{command} – {what}" for command, what in menu(translator) if command not in ("start", "help")]
    intro = "\n".join(
        translator.text(key) for key in (MessageId.HELP_INTRO, MessageId.HELP_ALBUM, MessageId.HELP_BUTTONS)
    )
    return "\n\n".join((intro, "\n".join(rows), translator.text(MessageId.HELP_END)))


def privacy_text(translator: Translator, kept: Retention) -> str:
    """Return what is kept, and for how long."""
    photo = translator.text(MessageId.PRIVACY_PHOTO, wait=duration(translator, kept.photo))
    buttons = translator.text(MessageId.PRIVACY_BUTTONS, buttons=duration(translator, kept.buttons))
    cache = translator.text(MessageId.PRIVACY_CACHE, cache=duration(translator, kept.cache))
    keys = (
        MessageId.PRIVACY_CHAT,
        MessageId.PRIVACY_COUNTS,
        MessageId.PRIVACY_NEWS,
        MessageId.PRIVACY_FORGET,
        MessageId.PRIVACY_END,
    )
    rest = (translator.text(key) for key in keys)
    return "\n\n".join((photo, buttons, cache, *rest))


def emotion_name(translator: Translator, emotion: Emotion) -> str:
    """Return an emotion as people read it, with its emoji."""
    return f"{emotion.emoji} {translator.text(f'emotion-{emotion}')}"


def artwork_line(translator: Translator, artwork: Artwork) -> str:
    """Return the line of a caption that names an artwork."""
    title, artist = artwork_title(translator, artwork), artist_name(translator, artwork)
    return translator.text(MessageId.ARTWORK, title=title, artist=artist, year=year_of(translator, artwork))


def artwork_story(translator: Translator, artwork: Artwork) -> str:
    """Return the line that names an artwork, and below it why it speaks for its emotion."""
    return f"{artwork_line(translator, artwork)}\n{artwork_why(translator, artwork)}"


def year_of(translator: Translator, artwork: Artwork) -> str:
    """Return the year of an artwork, or its years, as "c. 1831" or "1911, reworked 1923" in the palette."""
    year, _, again = artwork.year.partition(REWORKED)
    painted = _about(translator, year)
    return translator.text(MessageId.YEAR_REWORKED, year=painted, again=_about(translator, again)) if again else painted


def _about(translator: Translator, year: str) -> str:
    known = year.removeprefix(ABOUT)
    return year if year == known else translator.text(MessageId.YEAR_ABOUT, year=known)


def percent(translator: Translator, share: float) -> str:
    """Return a share as per cent."""
    return translator.text(MessageId.VALUE_PERCENT, share=share)


def brush_name(translator: Translator, brush: Brush) -> str:
    """Return the size of strokes as people read it."""
    return translator.text(f"brush-{brush}")


def mix_name(translator: Translator, mix: Mapping[Emotion, float]) -> str:
    """Return a mix as people read it, the largest share first."""
    parts = [
        translator.text(MessageId.SHARE, emotion=emotion_name(translator, each), share=mix[each])
        for each in by_share(mix)
    ]
    return " + ".join(parts)


def wish_name(translator: Translator, wish: StyleChoice) -> str:
    """Return what is painted by a wish: an emotion, a mix, or what is read from faces."""
    if wish.mix is not None:
        return mix_name(translator, wish.mix)
    if wish.emotion is None:
        return translator.text(MessageId.VALUE_READ)
    chosen, name = artwork_of(wish.style) if wish.style else None, emotion_name(translator, wish.emotion)
    return f"{name} ({artwork_title(translator, chosen)})" if chosen else name


def mapping(translator: Translator) -> str:
    """Return the list of emotions, each with its artworks by number and why, and the question which one it shall be.

    A host may have added so many artworks that only their names fit a message.
    """
    whole = _mapping(translator, artwork_story)
    return (
        whole
        if shortened(whole, LONGEST_TEXT) == whole
        else shortened(_mapping(translator, artwork_line), LONGEST_TEXT)
    )


def _mapping(translator: Translator, told: Callable[[Translator, Artwork], str]) -> str:
    rows = ["\n".join((emotion_name(translator, each), *_numbered(translator, each, told))) for each in EMOTIONS]
    return "\n\n".join((translator.text(MessageId.EMOTIONS_TITLE), *rows, translator.text(MessageId.EMOTIONS_CHOOSE)))


def _numbered(translator: Translator, emotion: Emotion, told: Callable[[Translator, Artwork], str]) -> list[str]:
    lines = [told(translator, artwork) for artwork in artworks_of(emotion)]
    return [translator.text(MessageId.ALBUM_LINE, place=number, line=line) for number, line in enumerate(lines, 1)]


def duration(translator: Translator, seconds: float) -> str:
    """Return a span of time in the largest unit that fills it, rounded up."""
    for size, key in (
        (2 * DAY, MessageId.DAYS),
        (HOUR, MessageId.HOURS),
        (MINUTE, MessageId.MINUTES),
        (0, MessageId.SECONDS),
    ):
        if seconds >= size:
            unit = {MessageId.DAYS: DAY, MessageId.HOURS: HOUR, MessageId.MINUTES: MINUTE}.get(key, 1)
            return translator.text(key, count=-(-int(seconds) // unit))
    raise ValueError("a span of time is not negative")


def caption(translator: Translator, painted: PaintingSummary) -> str:
    """Return what stands under a painting: emotion, certainty, faces when there are several, artwork."""
    if painted.by_face and len(painted.faces) > 1:
        each = [artwork_line(translator, artworks_of(emotion)[0]) for emotion in EMOTIONS if emotion in painted.faces]
        return "\n".join((faces_line(translator, painted.faces), *each))
    lines = [emotion_line(translator, painted)]
    if len(painted.faces) > 1:
        lines.append(faces_line(translator, painted.faces))
    if painted.mix:
        lines += [artwork_line(translator, artworks_of(emotion)[0]) for emotion in by_share(painted.mix)]
    elif (artwork := artwork_of(painted.style)) is not None:
        lines.append(artwork_line(translator, artwork))
    return shortened("\n".join(lines), LONGEST_CAPTION)


def by_share(mix: Mapping[Emotion, float]) -> list[Emotion]:
    """Return the emotions of a mix, the largest share first."""
    return sorted(mix, key=lambda emotion: -mix[emotion])


def album_caption(translator: Translator, parts: Sequence[AlbumResult], wish: StyleChoice) -> str:
    """Return what stands under an album: a line for each painting, and one for each reason why others are not there."""
    lines, missing = {}, defaultdict[MessageId | Reason, list[int]](list)
    for place, part in enumerate(parts, 1):
        if isinstance(part.result, Styled):
            lines[place] = _album_line(translator, place, summary_of(part.result, wish.mix, wish.by_face))
        elif not part.is_stopped:
            missing[part.trouble or _reason_of(part)].append(place)
    lines |= {places[0]: _missing_line(translator, reason, places) for reason, places in missing.items()}
    return shortened("\n".join(lines[place] for place in sorted(lines)), LONGEST_CAPTION)


def _missing_line(translator: Translator, reason: MessageId | Reason, places: Sequence[int]) -> str:
    numbers: dict[str, str | float] = {"places": translator.listed(map(str, places)), "count": len(places)}
    if reason is Reason.NO_FACE:  # buttons follow
        return translator.text(MessageId.ALBUM_NO_FACE, **numbers)
    text = translator.text(reason) if isinstance(reason, MessageId) else why(translator, reason)
    return translator.text(MessageId.ALBUM_FAILED, **numbers, reason=text)


def kept_album_caption(translator: Translator, paintings: Sequence[PaintingSummary]) -> str:
    """Return what stands under an album that Telegram had already."""
    lines = [_album_line(translator, place, painted) for place, painted in enumerate(paintings, 1)]
    return shortened("\n".join(lines), LONGEST_CAPTION)


def _album_line(translator: Translator, place: int, painted: PaintingSummary) -> str:
    several = painted.by_face and len(painted.faces) > 1
    line = faces_line(translator, painted.faces) if several else emotion_line(translator, painted)
    return translator.text(MessageId.ALBUM_LINE, place=place, line=line)


def album_painting(translator: Translator, place: int, painted: PaintingSummary | None) -> str:
    """Return what stands above the buttons of one photo of an album, painted or without a face; `place` is from 0."""
    line = translator.text(MessageId.NO_FACE_CHOOSE) if painted is None else caption(translator, painted)
    named = translator.text(MessageId.ALBUM_LINE, place=place + 1, line=line)
    return named if painted is None else f"{named}\n\n{translator.text(MessageId.ALBUM_OPENED)}"


def album_question(translator: Translator, paintings: Sequence[PaintingSummary | None]) -> str:
    """Return what stands above the numbers of an album's photos; None is one without a face."""
    keys = [MessageId.ALBUM_CHOOSE] if any(each is not None for each in paintings) else []
    return "\n".join(
        translator.text(key) for key in (*keys, *([MessageId.ALBUM_CHOOSE_EMOTION] if None in paintings else []))
    )


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` UTF-16 units, which is how Telegram counts."""
    encoded = text.encode("utf-16-le")
    return text if len(encoded) <= 2 * most else encoded[: 2 * most - 2].decode("utf-16-le", "ignore") + "…"


def _reason_of(part: AlbumResult) -> Reason:
    return part.result.reason if isinstance(part.result, Failed) else Reason.FAILED


def emotion_line(translator: Translator, painted: PaintingSummary) -> str:
    """Return what was painted, and how sure the reading is if it was read."""
    name = mix_name(translator, painted.mix) if painted.mix else emotion_name(translator, painted.emotion)
    if painted.confidence is None:
        return name
    key = MessageId.UNSURE if painted.uncertain else MessageId.SURE
    return translator.text(key, emotion=name, share=min(painted.confidence, MOST_SURE))


def faces_line(translator: Translator, faces: Sequence[Emotion]) -> str:
    """Return what several faces show, as "3 faces: 2 happy, 1 surprised"."""
    counted = Counter(faces).most_common()
    named = [
        translator.text(MessageId.FACES_OF, count=count, face=translator.face(each, count)) for each, count in counted
    ]
    return translator.text(MessageId.FACES, count=len(faces), list=translator.listed(named))


STAGES = {Stage.READING: MessageId.STAGE_READING, Stage.PAINTING: MessageId.STAGE_PAINTING}


def place_texts(translator: Translator, ahead: int, seconds: int | None) -> list[str]:
    """Return how many are before the next photo, and how long they take, if that was measured."""
    eta = [] if seconds is None else [translator.text(MessageId.STATUS_ETA, eta=duration(translator, seconds))]
    return [translator.text(MessageId.STATUS_NEXT, ahead=ahead), *eta]


def album_text(ticket: Ticket, ready: int) -> str:
    """Return what is said while an album is painted, with its number of `ready` paintings."""
    place = album_of(ticket)
    key = MessageId.PAINTING_SEVEN if place.is_one_photo else MessageId.PAINTING_ALBUM
    return translator_for(ticket.language).text(key, total=place.total, ready=ready)


def waiting_text(translator: Translator, ahead: int, seconds: int | None) -> str:
    """Return what is said while a photo waits; with the `seconds` until it is painted, if they were measured."""
    if ahead == 0 and seconds is None:
        return translator.text(MessageId.PAINTING)
    if seconds is None:
        return translator.text(MessageId.WAITING, ahead=ahead)
    return translator.text(MessageId.WAITING_ETA, ahead=ahead, eta=duration(translator, seconds))


def stage_text(translator: Translator, stage: str) -> str | None:
    """Return what is said while a worker has a photo; None for a stage that this version does not know."""
    return translator.text(STAGES[Stage(stage)]) if stage in set(STAGES) else None
