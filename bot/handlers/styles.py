"""`/style`, `/mix` and `/me`: how one photo is painted, or everything in a chat."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.chats import Chats
from bot.handlers.message import IncomingMessage, ticket_for
from bot.handlers.photos import PhotoHandlers
from bot.i18n.message_ids import MessageId
from bot.intake.media_groups import MediaGroups
from bot.jobs.painting_records import PaintingRecords, record_for
from bot.jobs.pictures import FoundPhoto, find_photo, photo_of
from bot.messages.keyboards import has_album_buttons, token_under
from bot.messages.style_choices import (
    choices_keyboard,
    photo_choices_keyboard,
    style_now,
    unknown_in_mix,
    unknown_style,
    wish_set,
)
from bot.styles.paint_options import StyleChoice
from bot.styles.style_parser import Unknown, read_meaning, read_mix


@dataclass(frozen=True, slots=True)
class StyleHandlers:
    """The handlers of commands that choose a style."""

    chats: Chats
    photos: PhotoHandlers
    records: PaintingRecords
    media_groups: MediaGroups

    async def style(self, incoming: IncomingMessage) -> None:
        """Choose an emotion: for the photo that the command belongs to, otherwise for the whole chat."""
        if await self._cannot_be_painted(incoming):
            return
        settings = await self.chats.settings(incoming.chat_id)
        if not incoming.command.rest and await self._photo_of(incoming) is None:
            await incoming.answer(style_now(incoming.translator, settings.wish), await self._choices(incoming))
            return
        meaning = read_meaning(incoming.command.rest or "auto")
        if isinstance(meaning, Unknown):
            await self._refuse(
                incoming, unknown_style(incoming.translator, meaning), await self._choices(incoming, meaning)
            )
        else:
            await self._choose(incoming, settings.wish.painting(meaning.emotion, meaning.style))

    async def mix(self, incoming: IncomingMessage) -> None:
        """Mix emotions: for the photo that the command belongs to, otherwise for the whole chat."""
        if await self._cannot_be_painted(incoming):
            return
        mix = read_mix(incoming.command.rest)
        if mix is None:
            await self._refuse(incoming, incoming.translator.text(MessageId.MIX_HOW))
        elif isinstance(mix, Unknown):
            await self._refuse(incoming, unknown_in_mix(incoming.translator, mix))
        else:
            await self._choose(incoming, (await self.chats.settings(incoming.chat_id)).wish.mixing(mix))

    async def me(self, incoming: IncomingMessage) -> None:
        """Paint the profile photo of the person."""
        found = await incoming.bot.get_user_profile_photos(incoming.person_id, limit=1)
        if not found.photos:
            await incoming.answer(incoming.translator.text(MessageId.NO_PROFILE_PHOTO))
            return
        photo = photo_of(found.photos[0], incoming.message.message_id)
        meaning = read_meaning(incoming.command.rest) if incoming.command.rest else None
        if isinstance(meaning, Unknown):
            await incoming.answer(
                unknown_style(incoming.translator, meaning), await self._choices(incoming, meaning, photo)
            )
            return
        wish = (await self.chats.settings(incoming.chat_id)).wish
        await self.photos.paint(incoming, photo, wish.painting(meaning.emotion, meaning.style) if meaning else wish)

    async def _choose(self, incoming: IncomingMessage, wish: StyleChoice) -> None:
        settings = await self.chats.settings(incoming.chat_id)
        photo = await self._photo_of(incoming)
        if photo is not None:
            await self.photos.paint(incoming, photo, wish)
        else:
            await self.chats.set(incoming.chat_id, settings.model_copy(update={"wish": wish}))
            await incoming.answer(wish_set(incoming.translator, wish))

    async def _photo_of(self, incoming: IncomingMessage) -> FoundPhoto | None:
        """Return the photo that a command belongs to: its own, or what it replies to; of a painting, its photo."""
        replied = incoming.message.reply_to_message
        own = find_photo(incoming.message)
        if own is not None or replied is None:
            return own
        token = token_under(replied) or await self.records.token_of(replied)
        record = await self.records.find(token) if token else None
        return record.photo if record else find_photo(replied)

    async def _choices(
        self, incoming: IncomingMessage, word: Unknown | None = None, photo: FoundPhoto | None = None
    ) -> InlineKeyboardMarkup | None:
        """Return buttons to choose from instead: for a photo, given or the one of the command, or for the chat."""
        if incoming.message.media_group_id is not None:  # it has to be sent again
            return None
        settings, photo = await self.chats.settings(incoming.chat_id), photo or await self._photo_of(incoming)
        if photo is None:
            return choices_keyboard(incoming.translator, settings.wish, incoming.person_id, word)
        record = record_for(ticket_for(incoming, photo, settings.wish, settings.as_file), None)
        return (
            photo_choices_keyboard(incoming.translator, await self.records.keep(None, record), record, word)
            if record
            else None
        )

    async def _refuse(self, incoming: IncomingMessage, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        if incoming.message.media_group_id is not None:
            await self.media_groups.refuse(incoming.chat_id, incoming.message.media_group_id)
        await incoming.answer(text, keyboard)

    async def _cannot_be_painted(self, incoming: IncomingMessage) -> bool:
        """Return whether the command is about a message without a single picture, after an answer that says so."""
        replied = incoming.message.reply_to_message
        has_photo = find_photo(incoming.message) is not None
        if not has_photo and replied is not None and has_album_buttons(replied):  # which of the album's paintings?
            await self._refuse(incoming, incoming.translator.text(MessageId.ALBUM_CHOOSE))
            return True
        is_reply = replied is not None and replied.effective_attachment is not None
        if (incoming.message.text is not None and not is_reply) or await self._photo_of(incoming) is not None:
            return False
        if incoming.is_private or is_reply:
            await self._refuse(incoming, incoming.translator.text(MessageId.NOT_A_PHOTO))
        return True
