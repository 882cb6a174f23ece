"""What the bot does with photos, and with wishes how to paint them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.albums import Albums
from bot.chats import Chats
from bot.choosing import choices_keyboard, photo_choices_keyboard, style_now, unknown_in_mix, unknown_style, wish_set
from bot.desk import Desk, ticket_for
from bot.ids import hidden_id, request_id_for
from bot.keyboards import has_album_buttons, token_under
from bot.keys import Key
from bot.known_chats import KnownChats
from bot.limits import Limits
from bot.photos import FoundPhoto, find_photo, photo_of
from bot.shown import ShownPaintings, shown_for
from bot.streams import AWAY
from bot.talks import Talk
from bot.tickets import Ticket, placed, request_of_part
from bot.wishes import Unknown, Wish, read_meaning, read_mix


@dataclass(frozen=True, slots=True)
class Handlers:
    """The handlers of photos and wishes; `app` puts them in order."""

    chats: Chats
    desk: Desk
    limits: Limits
    known_chats: KnownChats
    shown: ShownPaintings
    albums: Albums

    async def photo(self, talk: Talk) -> None:
        """Paint a photo as its chat is painted."""
        photo = find_photo(talk.message)
        if photo is not None and talk.is_for_us:
            await self._paint(talk, photo, None)

    async def style(self, talk: Talk) -> None:
        """Choose an emotion: for the photo that the command belongs to, otherwise for the whole chat."""
        if await self._cannot_be_painted(talk):
            return
        settings = await self.chats.settings(talk.chat_id)
        if not talk.command.rest and await self._photo_of(talk) is None:
            await talk.answer(style_now(talk.voice, settings.wish), await self._choices(talk))
            return
        meaning = read_meaning(talk.command.rest or "auto")
        if isinstance(meaning, Unknown):
            await self._refuse(talk, unknown_style(talk.voice, meaning), await self._choices(talk, meaning))
        else:
            await self._wish(talk, settings.wish.painting(meaning.emotion, meaning.style))

    async def mix(self, talk: Talk) -> None:
        """Mix emotions: for the photo that the command belongs to, otherwise for the whole chat."""
        if await self._cannot_be_painted(talk):
            return
        mix = read_mix(talk.command.rest)
        if mix is None:
            await self._refuse(talk, talk.voice.say(Key.MIX_HOW))
        elif isinstance(mix, Unknown):
            await self._refuse(talk, unknown_in_mix(talk.voice, mix))
        else:
            await self._wish(talk, (await self.chats.settings(talk.chat_id)).wish.mixing(mix))

    async def _wish(self, talk: Talk, wish: Wish) -> None:
        settings = await self.chats.settings(talk.chat_id)
        photo = await self._photo_of(talk)
        if photo is not None:
            await self._paint(talk, photo, wish)
        else:
            await self.chats.set(talk.chat_id, settings.model_copy(update={"wish": wish}))
            await talk.answer(wish_set(talk.voice, wish))

    async def me(self, talk: Talk) -> None:
        """Paint the profile photo of the person."""
        found = await talk.bot.get_user_profile_photos(talk.person_id, limit=1)
        if not found.photos:
            await talk.answer(talk.voice.say(Key.NO_PROFILE_PHOTO))
            return
        photo = photo_of(found.photos[0], talk.message.message_id)
        meaning = read_meaning(talk.command.rest) if talk.command.rest else None
        if isinstance(meaning, Unknown):
            await talk.answer(unknown_style(talk.voice, meaning), await self._choices(talk, meaning, photo))
            return
        wish = (await self.chats.settings(talk.chat_id)).wish
        await self._paint(talk, photo, wish.painting(meaning.emotion, meaning.style) if meaning else wish)

    async def moved(self, talk: Talk) -> None:
        """Take along what is known of a group that becomes a supergroup, and so gets a new number."""
        new = talk.message.migrate_to_chat_id
        if new is not None:
            await self.chats.move(talk.chat_id, new)
            if await self.known_chats.remove(talk.chat_id):
                await self.known_chats.add(new)

    async def _paint(self, talk: Talk, photo: FoundPhoto, wish: Wish | None) -> None:
        """Paint a photo, or the whole album that it belongs to, by a wish, or as its chat is painted."""
        settings = await self.chats.settings(talk.chat_id)
        album = talk.message.media_group_id if photo.message_id == talk.message.message_id else None
        if album is None:
            await self._take_in(talk, [ticket_for(talk, photo, wish or settings.wish, settings.as_file)], None)
            return
        gathering = await self.albums.gather(talk.person_id, talk.chat_id, album, photo, wish)
        if gathering is not None:
            wish = gathering.wish or settings.wish
            tickets = [ticket_for(talk, each, wish, settings.as_file) for each in gathering.photos]
            try:
                await self._take_in(talk, tickets, album)
            except AWAY:  # the album is handled again
                raise
            except Exception:  # the person hears of it; parts that nobody acknowledged would come again for a day
                await self.albums.ended(talk.person_id, talk.chat_id, gathering)
                raise
            await self.albums.ended(talk.person_id, talk.chat_id, gathering)

    async def _take_in(self, talk: Talk, tickets: Sequence[Ticket], album: str | None) -> None:
        """Take in what is answered together, unless a limit refuses it; what was taken in once is not refused."""
        is_single = album is None or len(tickets) == 1
        single, whole = request_id_for(talk.message, talk.bot.id), hidden_id(talk.bot.id, talk.chat_id, album)
        name = single if is_single else whole
        tickets = tickets if is_single else placed(tickets, name)
        if not await self.desk.is_unwanted(tickets[0]):  # of what is not wanted any more nothing is noted
            if not await self.desk.was_taken(name):
                requests = [single] if is_single else [request_of_part(ticket) for ticket in tickets]
                refusal = await self.limits.refusal(talk.voice, talk.person_id, talk.chat_id, requests)
                if refusal is not None:
                    await talk.answer(refusal)
                    return
            await self.known_chats.add(talk.chat_id)
        if is_single:
            await self.desk.paint(talk.bot, name, tickets[0])
        else:
            await self.desk.paint_album(talk.bot, tickets)

    async def _photo_of(self, talk: Talk) -> FoundPhoto | None:
        """Return the photo that a command belongs to: its own, or what it replies to; of a painting, its photo."""
        replied = talk.message.reply_to_message
        own = find_photo(talk.message)
        if own is not None or replied is None:
            return own
        token = token_under(replied) or await self.shown.token_of(replied)
        shown = await self.shown.find(token) if token else None
        return shown.photo if shown else find_photo(replied)

    async def _choices(
        self, talk: Talk, word: Unknown | None = None, photo: FoundPhoto | None = None
    ) -> InlineKeyboardMarkup | None:
        """Return buttons to choose from instead: for a photo, given or the one of the command, or for the chat."""
        if talk.message.media_group_id is not None:  # it has to be sent again
            return None
        settings, photo = await self.chats.settings(talk.chat_id), photo or await self._photo_of(talk)
        if photo is None:
            return choices_keyboard(talk.voice, settings.wish, talk.person_id, word)
        shown = shown_for(ticket_for(talk, photo, settings.wish, settings.as_file), None)
        return photo_choices_keyboard(talk.voice, await self.shown.keep(None, shown), shown, word) if shown else None

    async def _refuse(self, talk: Talk, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        if talk.message.media_group_id is not None:
            await self.albums.refuse(talk.chat_id, talk.message.media_group_id)
        await talk.answer(text, keyboard)

    async def _cannot_be_painted(self, talk: Talk) -> bool:
        """Tell, and say so, whether the command is the caption of, or a reply to, what is no single picture."""
        replied = talk.message.reply_to_message
        has_photo = find_photo(talk.message) is not None
        if not has_photo and replied is not None and has_album_buttons(replied):  # which of the album's paintings?
            await self._refuse(talk, talk.voice.say(Key.ALBUM_CHOOSE))
            return True
        is_reply = replied is not None and replied.effective_attachment is not None
        if (talk.message.text is not None and not is_reply) or await self._photo_of(talk) is not None:
            return False
        if talk.is_private or is_reply:
            await self._refuse(talk, talk.voice.say(Key.NOT_A_PHOTO))
        return True
