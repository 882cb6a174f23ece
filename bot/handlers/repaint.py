"""A photo that was painted before is painted again, from its kept `file_id`."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.handlers.button_press import ButtonPress
from bot.intake.photo_intake import PhotoIntake
from bot.jobs.cancellation import Cancellations
from bot.jobs.painting_records import PaintingRecord, PaintingRecords
from bot.jobs.tickets import Ticket, placed
from bot.messages.keyboards import painting_keyboard
from bot.redis_keys import hidden_id, request_id_of_press
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Repainter:
    """Has paintings made that a press asks for."""

    records: PaintingRecords
    intake: PhotoIntake
    cancellations: Cancellations

    async def repaint(self, press: ButtonPress, wish: StyleChoice) -> None:
        """Paint the same photo by another wish: into the same message, or, of an album, as a message of its own."""
        async with self.records.lock(press.owner):
            record = await self.records.find(press.owner)
            if record is None:  # /forget was faster
                return
            if record.mixing is not None:
                await show_painting_buttons(press, record)
            if record.album:
                await self.records.keep(press.owner, record.now(mixing=None))
                await self.intake.paint(press.source, request_of(press), ticket_of(press, record, wish))
            else:
                await self._repaint(press, record, wish)

    async def _repaint(self, press: ButtonPress, record: PaintingRecord, wish: StyleChoice) -> None:
        """Paint into the same message; an earlier press is given up."""
        request_id = request_of(press)
        if record.waiting is not None:
            await self.cancellations.stop_request(record.waiting)
        await self.records.keep(press.owner, record.now(waiting=request_id, mixing=None))
        ticket = ticket_of(press, record, wish)
        ticket = ticket.model_copy(update={"edit_id": press.message_id, "token": press.owner})
        await self.intake.paint_again(press.source, request_id, ticket)

    async def as_file(self, press: ButtonPress, record: PaintingRecord) -> None:
        """Paint the same in full size and send it as a file."""
        ticket = ticket_of(press, record, record.wish).model_copy(update={"as_file": True})
        await self.intake.paint(press.source, request_of(press), ticket)

    async def all_seven(self, press: ButtonPress, record: PaintingRecord) -> None:
        """Paint the photo in all seven emotions and send them as one album."""
        tickets = [ticket_of(press, record, record.wish.painting(emotion)) for emotion in EMOTIONS]
        await self.intake.paint_album(press.source, placed(tickets, request_of(press)))


async def show_painting_buttons(press: ButtonPress, record: PaintingRecord) -> None:
    """Put the buttons of a painting in place of those of a mix, which is no longer known if it cannot be painted."""
    try:
        await press.show_buttons(painting_keyboard(press.translator, press.owner, record.now(mixing=None)))
    except TelegramError as error:  # the painting itself may still come, with its buttons
        log.warning("buttons not changed: %s", type(error).__name__)


def request_of(press: ButtonPress) -> str:
    """Return the id of what a press asks for."""
    return request_id_of_press(press.query.id, press.bot.id)


def requests_of_all_seven(press: ButtonPress) -> list[str]:
    """Return the ids of the seven requests that a press for all emotions asks for."""
    return [hidden_id(request_of(press), place) for place in range(len(EMOTIONS))]


def ticket_of(press: ButtonPress, record: PaintingRecord, wish: StyleChoice) -> Ticket:
    """Return whom to answer with the same photo painted by another wish."""
    return Ticket(
        chat_id=record.chat_id,
        thread_id=record.thread_id,
        message_id=record.photo.message_id,
        person_id=record.person_id,
        as_file=record.as_file,
        file_stem=record.photo.stem,
        language=press.translator.language,
        photo=record.photo,
        wish=wish,
    )
