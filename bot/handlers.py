"""What the bot does with photos, and with wishes how to paint them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.albums import Albums
from bot.artworks import artwork_name, artwork_of, artwork_title, artworks_of
from bot.chats import Chats
from bot.desk import Desk, ticket_for
from bot.ids import hidden_id, request_id_for
from bot.keyboards import has_album_buttons, token_under
from bot.keys import Key
from bot.known_chats import KnownChats
from bot.limits import Limits
from bot.photos import FoundPhoto, find_photo, photo_of
from bot.shown import ShownPaintings
from bot.talks import Talk
from bot.texts import choices, emotion_name, mix_name, wish_name
from bot.tickets import Ticket, placed
from bot.voices import Voice
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
            await talk.answer(style_now(talk.voice, settings.wish))
            return
        meaning = read_meaning(talk.command.rest or "auto")
        if isinstance(meaning, Unknown):
            await self._refuse(talk, unknown_style(talk.voice, meaning))
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
        meaning = read_meaning(talk.command.rest) if talk.command.rest else None
        if isinstance(meaning, Unknown):
            await talk.answer(unknown_style(talk.voice, meaning))
        elif not found.photos:
            await talk.answer(talk.voice.say(Key.NO_PROFILE_PHOTO))
        else:
            wish = (await self.chats.settings(talk.chat_id)).wish
            wish = wish.painting(meaning.emotion, meaning.style) if meaning else wish
            await self._paint(talk, photo_of(found.photos[0], talk.message.message_id), wish)

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
            await self._take_in(talk, tickets, album)
            await self.albums.queued(gathering)

    async def _take_in(self, talk: Talk, tickets: Sequence[Ticket], album: str | None) -> None:
        """Take in what is answered together, unless a limit refuses it; what was taken in once is not refused."""
        is_single = album is None or len(tickets) == 1
        single, whole = request_id_for(talk.message, talk.bot.id), hidden_id(talk.bot.id, talk.chat_id, album)
        name = single if is_single else whole
        is_wanted = not await self.desk.is_unwanted(tickets[0])  # otherwise nothing may be noted of the chat
        if is_wanted and not await self.desk.was_taken(name):
            refusal = await self.limits.refusal(talk.voice, talk.person_id, talk.chat_id, len(tickets))
            if refusal is not None:
                await talk.answer(refusal)
                return
        if is_wanted:
            await self.known_chats.add(talk.chat_id)
        if is_single:
            await self.desk.paint(talk.bot, name, tickets[0])
        else:
            await self.desk.paint_album(talk.bot, placed(tickets, name))

    async def _photo_of(self, talk: Talk) -> FoundPhoto | None:
        """Return the photo that a command belongs to: its own, or what it replies to; of a painting, its photo."""
        replied = talk.message.reply_to_message
        own = find_photo(talk.message)
        if own is not None or replied is None:
            return own
        token = token_under(replied) or await self.shown.token_of(replied)
        shown = await self.shown.find(token) if token else None
        return shown.photo if shown else find_photo(replied)

    async def _refuse(self, talk: Talk, text: str) -> None:
        if talk.message.media_group_id is not None:
            await self.albums.refuse(talk.chat_id, talk.message.media_group_id)
        await talk.answer(text)

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


def style_now(voice: Voice, wish: Wish) -> str:
    """Return what is said about the style of a chat, with the emotions to choose from."""
    if wish.is_free:
        return f"{voice.say(Key.STYLE_NOW_AUTO)}\n{choices(voice)}"
    return f"{voice.say(Key.STYLE_NOW, emotion=wish_name(voice, wish))}\n{choices(voice)}"


def wish_set(voice: Voice, wish: Wish) -> str:
    """Return what is said after the style of a chat was set."""
    if wish.mix is not None:
        return voice.say(Key.MIX_SET, mix=mix_name(voice, wish.mix))
    if wish.emotion is None:
        return voice.say(Key.STYLE_AUTO)
    chosen = artwork_of(wish.style) if wish.style else None
    artwork = artwork_name(voice, chosen or artworks_of(wish.emotion)[0])
    return voice.say(Key.STYLE_SET, emotion=emotion_name(voice, wish.emotion), artwork=artwork)


def unknown_style(voice: Voice, word: Unknown) -> str:
    """Return what is said about a word that is no emotion, or that names an artist of several artworks."""
    works = [work for meaning in word.works if meaning.style and (work := artwork_of(meaning.style))]
    if works:
        lines = [f"🖌 /style {artwork_title(voice, work).lower()}" for work in works]
        return "\n".join((voice.say(Key.STYLE_SEVERAL, name=word.name), *lines))
    if word.nearest is None or word.nearest.emotion is None:
        return f"{voice.say(Key.STYLE_UNKNOWN, name=word.name)}\n{choices(voice)}"
    nearest = emotion_name(voice, word.nearest.emotion)
    work = artwork_of(word.nearest.style) if word.nearest.style else None
    nearest = f"{artwork_title(voice, work)} ({nearest})" if work else nearest
    return f"{voice.say(Key.STYLE_UNKNOWN_NEAREST, name=word.name, nearest=nearest)}\n{choices(voice)}"


def unknown_in_mix(voice: Voice, word: Unknown) -> str:
    """Return what is said about a word in a mix that is no emotion."""
    if word.nearest is None or word.nearest.emotion is None:
        return voice.say(Key.MIX_UNKNOWN, name=word.name)
    return voice.say(Key.MIX_UNKNOWN_NEAREST, name=word.name, nearest=emotion_name(voice, word.nearest.emotion))
