"""A photo that was painted before is painted again, from its kept `file_id`."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.desk import Desk
from bot.ids import request_id_of_press
from bot.painting_keyboard import painting_keyboard
from bot.presses import Press
from bot.shown import Shown, ShownPaintings
from bot.tickets import Ticket, placed
from bot.unwanted import Unwanted
from bot.wishes import Wish
from emostyle.emotions import EMOTIONS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Repainting:
    """Has paintings made that a press asks for."""

    shown: ShownPaintings
    desk: Desk
    unwanted: Unwanted

    async def repaint(self, press: Press, wish: Wish) -> None:
        """Paint the same photo by another wish: into the same message, or, of an album, as a message of its own."""
        async with self.shown.lock(press.owner):
            shown = await self.shown.find(press.owner)
            if shown is None:  # /forget was faster
                return
            if shown.mixing is not None:
                await show_painting_buttons(press, shown)
            if shown.album:
                await self.shown.keep(press.owner, shown.now(mixing=None))
                await self.desk.paint(press.bot, request_of(press), ticket_of(press, shown, wish))
            else:
                await self._repaint(press, shown, wish)

    async def _repaint(self, press: Press, shown: Shown, wish: Wish) -> None:
        """Paint into the same message; an earlier press is given up."""
        request_id = request_of(press)
        if shown.waiting is not None:
            await self.unwanted.stop_request(shown.waiting)
        await self.shown.keep(press.owner, shown.now(waiting=request_id, mixing=None))
        ticket = ticket_of(press, shown, wish)
        ticket = ticket.model_copy(update={"edit_id": press.message_id, "token": press.owner})
        await self.desk.paint_again(press.bot, request_id, ticket)

    async def as_file(self, press: Press, shown: Shown) -> None:
        """Paint the same in full size and send it as a file."""
        ticket = ticket_of(press, shown, shown.wish).model_copy(update={"as_file": True})
        await self.desk.paint(press.bot, request_of(press), ticket)

    async def all_seven(self, press: Press, shown: Shown) -> None:
        """Paint the photo in all seven emotions and send them as one album."""
        tickets = [ticket_of(press, shown, shown.wish.painting(emotion)) for emotion in EMOTIONS]
        await self.desk.paint_album(press.bot, placed(tickets, request_of(press)))


async def show_painting_buttons(press: Press, shown: Shown) -> None:
    """Put the buttons of a painting in place of those of a mix, which is no longer known if it cannot be painted."""
    try:
        await press.show_buttons(painting_keyboard(press.voice, press.owner, shown.now(mixing=None)))
    except TelegramError as error:  # the painting itself may still come, with its buttons
        log.warning("buttons not changed: %s", type(error).__name__)


def request_of(press: Press) -> str:
    """Return the id of what a press asks for."""
    return request_id_of_press(press.query.id, press.bot.id)


def ticket_of(press: Press, shown: Shown, wish: Wish) -> Ticket:
    """Return whom to answer with the same photo painted by another wish."""
    return Ticket(
        chat_id=shown.chat_id,
        thread_id=shown.thread_id,
        message_id=shown.photo.message_id,
        person_id=shown.person_id,
        as_file=shown.as_file,
        file_stem=shown.photo.stem,
        language=press.voice.language,
        photo=shown.photo,
        wish=wish,
    )
