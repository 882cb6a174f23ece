"""What happens when a button under a painting is pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.handlers.button_press import ButtonPress
from bot.handlers.repaint import Repainter, request_of, requests_of_all_seven
from bot.i18n.message_ids import MessageId
from bot.intake.limits import Limits
from bot.jobs.measures import Count, UsageCounts
from bot.jobs.painting_records import PaintingRecord, PaintingRecords
from bot.messages import keyboards as said
from bot.messages.texts import album_painting, album_question
from bot.styles.artworks import artworks_of, read_place
from bot.styles.paint_options import StyleChoice, parts_with
from emostyle.emotions import Emotion
from emostyle.options import Brush


@dataclass(frozen=True, slots=True)
class PaintingButtons:
    """The handlers of presses under paintings."""

    records: PaintingRecords
    repainting: Repainter
    counts: UsageCounts
    limits: Limits

    async def press(self, press: ButtonPress) -> None:
        """Run the handler of a button, if its painting is known and belongs to the person who pressed."""
        record = await self.records.find(press.owner)
        if record is None:
            await press.answer(press.translator.text(MessageId.PRESSED_GONE), alert=True)
        elif not await press.is_by(record.person_id):
            await press.answer(press.translator.text(MessageId.PRESSED_NOT_YOURS), alert=True)
        else:
            await self._handler_of(press.action)(press, record)

    def _handler_of(self, action: str) -> Callable[[ButtonPress, PaintingRecord], Awaitable[None]]:
        handlers: dict[str, Callable[[ButtonPress, PaintingRecord], Awaitable[None]]] = {
            said.ALL: self._all_seven,
            said.FILE: self._file,
            said.WRONG: self._wrong,
            said.MIX: self._begin_mix,
            said.PART: self._add_part,
            said.BACK: self._leave_mix,
            said.PAINT_MIX: self._paint_mix,
            said.OPEN: self._open,
            said.CLOSE: self._close,
        }
        return handlers.get(action, self._repaint)

    async def _repaint(self, press: ButtonPress, record: PaintingRecord) -> None:
        wish = wished(record, press.action, press.value)
        if wish is None or (wish == record.wish and record.painted is not None):
            await press.answer(press.translator.text(MessageId.PRESSED_SAME))
            return
        if press.action == said.EMOTION and record.corrected and record.read is not None:
            await self.counts.add(Count.CORRECTIONS, f"{record.read}>{wish.emotion}")
        await self._paint(press, wish)

    async def _paint(self, press: ButtonPress, wish: StyleChoice) -> None:
        if await self._is_taken(press, [request_of(press)]):
            await self.repainting.repaint(press, wish)

    async def _all_seven(self, press: ButtonPress, record: PaintingRecord) -> None:
        if await self._is_taken(press, requests_of_all_seven(press)):
            await self.repainting.all_seven(press, record)

    async def _file(self, press: ButtonPress, record: PaintingRecord) -> None:
        if await self._is_taken(press, [request_of(press)]):
            await self.repainting.as_file(press, record)

    async def _is_taken(self, press: ButtonPress, requests: Sequence[str]) -> bool:
        """Answer a press that asks for paintings; return whether they will be made."""
        refusal = await self.limits.refusal(press.translator, press.person_id, press.chat_id, requests)
        await press.answer(refusal or press.translator.text(MessageId.PRESSED_PAINTING), alert=refusal is not None)
        return refusal is None

    async def _wrong(self, press: ButtonPress, _: PaintingRecord) -> None:
        await press.answer(press.translator.text(MessageId.WRONG_THANKS))
        async with self.records.lock(press.owner):
            record = await self.records.find(press.owner)
            if record is not None and record.read is not None and not record.corrected:
                await self.counts.add(Count.CORRECTIONS, record.read)
                await self._show(press, record.now(corrected=True))

    async def _begin_mix(self, press: ButtonPress, _: PaintingRecord) -> None:
        await press.answer(press.translator.text(MessageId.PRESSED_MIX))
        await self._change(press, lambda record: record.now(mixing={}))

    async def _leave_mix(self, press: ButtonPress, _: PaintingRecord) -> None:
        await press.answer()
        await self._change(press, lambda record: record.now(mixing=None))

    async def _add_part(self, press: ButtonPress, _: PaintingRecord) -> None:
        await press.answer()
        if press.value in set(Emotion):
            emotion = Emotion(press.value)
            await self._change(press, lambda record: record.now(mixing=parts_with(record.mixing or {}, emotion)))

    async def _paint_mix(self, press: ButtonPress, record: PaintingRecord) -> None:
        if not record.mixing:
            await press.answer(press.translator.text(MessageId.PRESSED_MIX_EMPTY))
            return
        await self._paint(press, record.wish.mixing({each: float(part) for each, part in record.mixing.items()}))

    async def _open(self, press: ButtonPress, _: PaintingRecord) -> None:
        """Show the buttons of one painting of an album in the message that names all of them."""
        await press.answer()
        async with self.records.lock(press.owner):
            record = await self.records.find(press.owner)
            if record is None or not record.album:
                return
            words = album_painting(press.translator, record.place, record.painted)
            record = record.now(mixing=None)
            await self.records.keep(press.owner, record)
            await press.show(words, said.painting_keyboard(press.translator, press.owner, record))

    async def _close(self, press: ButtonPress, record: PaintingRecord) -> None:
        """Show the numbers of the album again."""
        await press.answer()
        found = [(token, await self.records.find(token)) for token in record.album]
        album = {token: each for token, each in found if each is not None}
        words = album_question(press.translator, [each.painted for each in album.values()])
        await press.show(words, said.album_keyboard(album))

    async def _change(self, press: ButtonPress, change: Callable[[PaintingRecord], PaintingRecord]) -> None:
        """Change the record of a painting under its lock, and then the buttons."""
        async with self.records.lock(press.owner):
            record = await self.records.find(press.owner)
            if record is not None:
                await self._show(press, change(record))

    async def _show(self, press: ButtonPress, record: PaintingRecord) -> None:
        await self.records.keep(press.owner, record)
        await press.show_buttons(said.painting_keyboard(press.translator, press.owner, record))


def wished(record: PaintingRecord, action: str, value: str) -> StyleChoice | None:
    """Return the style choice that a press asks for; None when it is shown already, or when the press is unknown."""
    wish, painted = record.wish, record.painted
    match action:
        case said.EMOTION if value in set(Emotion):
            is_plain = painted is not None and not (painted.mix or wish.style or wish.by_face)
            is_shown = is_plain and painted is not None and painted.emotion == value
            return None if is_shown else wish.painting(Emotion(value))
        case said.FACES:
            return wish.painting(None).model_copy(update={"by_face": not wish.by_face})
        case said.ARTWORK if (
            place := read_place(f"{painted.emotion}-{value}" if painted and value.isdecimal() else value)
        ) is not None:
            emotion, number = place
            return wish.painting(emotion, artworks_of(emotion)[number].style)
        case _:
            return _painted_otherwise(wish, action, value)


def _painted_otherwise(wish: StyleChoice, action: str, value: str) -> StyleChoice | None:
    """Return the style choice after a press that keeps the emotion: strength, colours, strokes or take."""
    match action:
        case said.STRENGTH if value.isdecimal() and int(value) <= 100:
            return wish.model_copy(update={"strength": int(value) / 100})
        case said.COLORS:
            return wish.model_copy(update={"keep_colors": not wish.keep_colors})
        case said.BRUSH if value in set(Brush):
            return wish.model_copy(update={"brush": Brush(value)})
        case said.TAKE:
            return wish.another_take()
        case _:
            return None
