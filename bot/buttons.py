"""What happens when a button under a painting is pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot import painting_keyboard as said
from bot.artworks import artworks_of, read_place
from bot.counts import Count, Counts
from bot.ids import hidden_id
from bot.keyboards import parts_with
from bot.keys import Key
from bot.limits import Limits
from bot.painting_keyboard import album_keyboard, painting_keyboard
from bot.presses import Press
from bot.repainting import Repainting, request_of
from bot.shown import Shown, ShownPaintings
from bot.texts import album_painting, album_question
from bot.wishes import Wish
from emostyle.emotions import Emotion


@dataclass(frozen=True, slots=True)
class Buttons:
    """The handlers of presses under paintings."""

    shown: ShownPaintings
    repainting: Repainting
    counts: Counts
    limits: Limits

    async def press(self, press: Press) -> None:
        """Do what a button says, if its painting is known and belongs to the one who pressed."""
        shown = await self.shown.find(press.owner)
        if shown is None:
            await press.answer(press.voice.say(Key.PRESSED_GONE), alert=True)
        elif not await press.is_by(shown.person_id):
            await press.answer(press.voice.say(Key.PRESSED_NOT_YOURS), alert=True)
        else:
            await self._handler_of(press.action)(press, shown)

    def _handler_of(self, action: str) -> Callable[[Press, Shown], Awaitable[None]]:
        handlers: dict[str, Callable[[Press, Shown], Awaitable[None]]] = {
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

    async def _repaint(self, press: Press, shown: Shown) -> None:
        wish = wished(shown, press.action, press.value)
        if wish is None or (wish == shown.wish and shown.painted is not None):
            await press.answer(press.voice.say(Key.PRESSED_SAME))
            return
        if press.action == said.EMOTION and shown.corrected and shown.read is not None:
            await self.counts.add(Count.CORRECTIONS, f"{shown.read}>{wish.emotion}")
        await self._paint(press, wish)

    async def _paint(self, press: Press, wish: Wish) -> None:
        if await self._is_taken(press, [request_of(press)]):
            await self.repainting.repaint(press, wish)

    async def _all_seven(self, press: Press, shown: Shown) -> None:
        if await self._is_taken(press, [hidden_id(request_of(press), place) for place in range(len(Emotion))]):
            await self.repainting.all_seven(press, shown)

    async def _file(self, press: Press, shown: Shown) -> None:
        if await self._is_taken(press, [request_of(press)]):
            await self.repainting.as_file(press, shown)

    async def _is_taken(self, press: Press, requests: Sequence[str]) -> bool:
        """Answer a press that asks for paintings; return whether they will be made."""
        refusal = await self.limits.refusal(press.voice, press.person_id, press.chat_id, requests)
        await press.answer(refusal or press.voice.say(Key.PRESSED_PAINTING), alert=refusal is not None)
        return refusal is None

    async def _wrong(self, press: Press, _: Shown) -> None:
        await press.answer(press.voice.say(Key.WRONG_THANKS))
        async with self.shown.lock(press.owner):
            shown = await self.shown.find(press.owner)
            if shown is not None and shown.read is not None and not shown.corrected:
                await self.counts.add(Count.CORRECTIONS, shown.read)
                await self._show(press, shown.now(corrected=True))

    async def _begin_mix(self, press: Press, _: Shown) -> None:
        await press.answer(press.voice.say(Key.PRESSED_MIX))
        await self._change(press, lambda shown: shown.now(mixing={}))

    async def _leave_mix(self, press: Press, _: Shown) -> None:
        await press.answer()
        await self._change(press, lambda shown: shown.now(mixing=None))

    async def _add_part(self, press: Press, _: Shown) -> None:
        await press.answer()
        if press.value in set(Emotion):
            emotion = Emotion(press.value)
            await self._change(press, lambda shown: shown.now(mixing=parts_with(shown.mixing or {}, emotion)))

    async def _paint_mix(self, press: Press, shown: Shown) -> None:
        if not shown.mixing:
            await press.answer(press.voice.say(Key.PRESSED_MIX_EMPTY))
            return
        await self._paint(press, shown.wish.mixing({each: float(part) for each, part in shown.mixing.items()}))

    async def _open(self, press: Press, _: Shown) -> None:
        """Show the buttons of one painting of an album in the message that names all of them."""
        await press.answer()
        async with self.shown.lock(press.owner):
            shown = await self.shown.find(press.owner)
            if shown is None or not shown.album:
                return
            words = album_painting(press.voice, shown.place, shown.painted)
            shown = shown.now(mixing=None)
            await self.shown.keep(press.owner, shown)
            await press.show(words, painting_keyboard(press.voice, press.owner, shown))

    async def _close(self, press: Press, shown: Shown) -> None:
        """Show the numbers of the album again."""
        await press.answer()
        found = [(token, await self.shown.find(token)) for token in shown.album]
        album = {token: each for token, each in found if each is not None}
        words = album_question(press.voice, [each.painted for each in album.values()])
        await press.show(words, album_keyboard(album))

    async def _change(self, press: Press, change: Callable[[Shown], Shown]) -> None:
        """Change what is known of a painting as it is by now, and its buttons."""
        async with self.shown.lock(press.owner):
            shown = await self.shown.find(press.owner)
            if shown is not None:
                await self._show(press, change(shown))

    async def _show(self, press: Press, shown: Shown) -> None:
        await self.shown.keep(press.owner, shown)
        await press.show_buttons(painting_keyboard(press.voice, press.owner, shown))


def wished(shown: Shown, action: str, value: str) -> Wish | None:
    """Return the wish that a press is; None when it is what is shown already, or makes no sense."""
    wish, painted = shown.wish, shown.painted
    match action:
        case said.EMOTION if value in set(Emotion):
            is_plain = painted is not None and not (painted.mix or wish.style or wish.by_face)
            is_shown = is_plain and painted is not None and painted.emotion == value
            return None if is_shown else wish.painting(Emotion(value))
        case said.STRENGTH if value.isdecimal() and int(value) <= 100:
            return wish.model_copy(update={"strength": int(value) / 100})
        case said.COLORS:
            return wish.model_copy(update={"keep_colors": not wish.keep_colors})
        case said.FACES:
            return wish.painting(None).model_copy(update={"by_face": not wish.by_face})
        case said.ARTWORK if (
            place := read_place(f"{painted.emotion}-{value}" if painted and value.isdecimal() else value)
        ) is not None:
            emotion, number = place
            return wish.painting(emotion, artworks_of(emotion)[number].style)
        case _:
            return None
