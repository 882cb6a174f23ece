"""Commands and other messages, as people in chats and groups see them."""

from __future__ import annotations

import pytest

from bot.known_chats import KnownChats
from bot.languages import Language
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import MediaKind, Message
from bot.sandbox.people import User
from bot.sandbox.person import Person
from bot.texts import COMMANDS, GROUP_COMMANDS
from emostyle.emotions import EMOTIONS, Emotion
from tests.bot.conftest import BotHouse, is_painting, picture, says, until, until_awaited


@pytest.fixture
def in_group(lived_in: BotHouse) -> Person:
    """A person in a group with the bot, which sees everything that is written there."""
    return group_of(lived_in, -1_000_000_000_777)


def group_of(house: BotHouse, chat_id: int) -> Person:
    user = User(700_000_900, "Ada")
    return Person(house.sandbox.state, user, house.sandbox.state.open_group(chat_id, "Friends", [user]))


def deliver_unseen(house: BotHouse, person: Person) -> None:
    """Hand the newest message of a group to the bot, as Telegram does with privacy mode off."""
    newest = list(person.conversation.messages.values())[-1]
    house.sandbox.state.updates.add("message", newest.as_json())


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Send me a photo with a face"),
        ("/START", "Send me a photo with a face"),
        ("/help", "/style – Choose the emotion"),
        ("/help@emostyle_sandbox_bot", "/style – Choose the emotion"),
        ("/privacy", "deleted once it is painted"),
        ("/style", "I read the emotion from the faces."),
        ("/about", "I am emostyle"),
        ("/nonsense", "I do not know this command"),
        ("hello", "Send me a photo"),
    ],
)
async def test_a_text_gets_its_answer_as_a_reply(lived_in: BotHouse, command: str, words: str) -> None:
    sent = await lived_in.person.send_text(command)

    answer = await lived_in.person.next_message()
    assert words in answer.content.text
    assert answer.reply_to is sent


async def test_emotions_is_a_text_where_pictures_are_refused(lived_in: BotHouse) -> None:
    lived_in.sandbox.faults.refuse("sendMediaGroup", ApiError(400, "Bad Request: not enough rights to send photos"))

    await lived_in.person.send_text("/emotions")

    answer = await lived_in.person.next_message(says("How I paint each emotion"))
    assert answer.kind == "text"


async def test_a_command_for_another_bot_is_not_obeyed(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style@other_bot happy")

    await lived_in.person.next_message(says("Send me a photo"))
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_style_holds_for_the_chat_until_auto(lived_in: BotHouse) -> None:
    person, worker = lived_in.person, lived_in.worker
    await person.send_text("/style@emostyle_sandbox_bot Happy")
    await person.next_message(says("😄 happy", "Composition VII"))
    await person.send_text("/style")
    await person.next_message(says("I paint everything here 😄 happy"))
    for shade in range(2):
        await person.send_photo(picture(color=(shade, 1, 1)))
        assert (await worker.paint()).emotion is Emotion.HAPPY
    painting = await person.next_message(is_painting)
    assert painting.content.text.startswith("😄 happy\n")
    assert "sure" not in painting.content.text

    await person.send_text("/style auto")

    await person.next_message(says("from the faces again"))
    await person.send_photo(picture())
    assert (await worker.take()).emotion is None
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_style_of_one_chat_is_not_that_of_another(lived_in: BotHouse) -> None:
    other = lived_in.sandbox.new_person("Bo")
    await lived_in.person.send_text("/style fear")
    await lived_in.person.next_message(says("The Scream"))

    await other.send_photo(picture())

    assert (await lived_in.worker.take()).emotion is None


async def test_style_as_a_caption_is_for_that_photo_only(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture(), "/style sad")

    assert (await lived_in.worker.paint(Emotion.HAPPY)).emotion is Emotion.SAD
    painting = await lived_in.person.next_message(is_painting)
    assert painting.reply_to is sent
    await lived_in.person.send_photo(picture())
    assert (await lived_in.worker.take()).emotion is None


async def test_style_in_reply_to_a_photo_paints_that_photo(lived_in: BotHouse) -> None:
    sent = await lived_in.person.send_photo(picture())
    await lived_in.worker.take()

    await lived_in.person.send_text("/style angry", reply_to=sent)

    request = await lived_in.worker.paint()
    painting = await lived_in.person.next_message(is_painting)
    assert request.emotion is Emotion.ANGRY
    assert painting.reply_to is sent


async def test_style_auto_for_one_photo_overrides_the_chat(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/style fear")
    await lived_in.person.next_message()

    await lived_in.person.send_photo(picture(), "/style auto")

    assert (await lived_in.worker.take()).emotion is None


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("hapy", "Did you mean 😄 happy?"),
        ("scraem", "Did you mean The Scream (😨 fear)?"),
        ("{name}", "“{name}”. Choose"),
    ],
)
async def test_a_wrong_emotion_gets_the_list_and_the_nearest(lived_in: BotHouse, word: str, words: str) -> None:
    await lived_in.person.send_text(f"/style {word}")

    answer = await lived_in.person.next_message(says(words))
    assert all(f"/style {emotion}" in answer.content.text for emotion in EMOTIONS)


async def test_a_caption_with_a_wrong_emotion_paints_nothing(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(), "/style sda")

    await lived_in.person.next_message(says("Did you mean 😢 sad?"))
    assert await lived_in.worker.waiting() == 0


async def test_a_caption_with_a_mistyped_command_paints_nothing(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(), "/stlye happy")

    await lived_in.person.next_message(says("do not know this command"))
    assert await lived_in.worker.waiting() == 0


@pytest.mark.parametrize(
    ("kind", "name"),
    [("video", "a.mp4"), ("voice", "a.ogg"), ("sticker", "a.tgs"), ("animation", "a.gif"), ("audio", "a.mp3")],
)
@pytest.mark.parametrize("caption", ["", "/style happy"])
async def test_what_cannot_be_painted_gets_a_kind_sentence(
    lived_in: BotHouse, kind: MediaKind, name: str, caption: str
) -> None:
    sent = await lived_in.person.send_media(kind, b"whatever", name, caption)

    answer = await lived_in.person.next_message(says("only paint still pictures"))
    assert answer.reply_to is sent
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_a_command_in_reply_to_a_moving_picture_does_not_change_the_chat(lived_in: BotHouse) -> None:
    moving = await lived_in.person.send_media("animation", b"whatever", "a.gif")
    await lived_in.person.next_message(says("only paint still pictures"))

    sent = await lived_in.person.send_text("/style sad", reply_to=moving)

    await until(lambda: any(message.reply_to is sent for message in lived_in.person.received))
    (answer,) = (message for message in lived_in.person.received if message.reply_to is sent)
    assert "only paint still pictures" in answer.content.text
    assert not await lived_in.redis.keys("emostyle:chat:*")


async def test_a_pdf_gets_a_kind_sentence(lived_in: BotHouse) -> None:
    await lived_in.person.send_document(b"%PDF-1.7", "paper.pdf")

    await lived_in.person.next_message(says("only paint still pictures"))


async def test_a_group_hears_nothing_about_what_is_not_for_the_bot(lived_in: BotHouse, in_group: Person) -> None:
    for send in (
        in_group.send_text("good morning"),
        in_group.send_photo(picture()),
        in_group.send_text("/nonsense"),
        in_group.send_media("video", b"v", "a.mp4"),
        in_group.send_text("/help@other_bot"),
    ):
        await send
        deliver_unseen(lived_in, in_group)
    await in_group.send_text("/help")

    await in_group.next_message()
    assert [says("Send a photo")(message) for message in in_group.received] == [True]
    assert await lived_in.worker.waiting() == 0


async def test_a_group_gets_answers_to_commands_and_to_replies_to_the_bot(lived_in: BotHouse, in_group: Person) -> None:
    await in_group.send_text("/start@emostyle_sandbox_bot")
    hello = await in_group.next_message(says("Hello!"))

    sent = await in_group.send_photo(picture(), reply_to=hello)

    await lived_in.worker.paint()
    painting = await in_group.next_message(is_painting)
    assert painting.reply_to is sent


async def test_in_a_group_style_in_reply_to_a_photo_paints_it(lived_in: BotHouse, in_group: Person) -> None:
    sent = await in_group.send_photo(picture())

    await in_group.send_text("/style happy", reply_to=sent)

    assert (await lived_in.worker.paint()).emotion is Emotion.HAPPY
    painting = await in_group.next_message(is_painting)
    assert painting.reply_to is sent


async def test_a_painting_goes_back_into_its_topic(lived_in: BotHouse, in_group: Person) -> None:
    in_topic(lived_in, await in_group.send_photo(picture(), "/style sad"))

    await lived_in.worker.paint()
    await in_group.next_message(is_painting)
    assert {"sendmessage", "sendchataction", "sendphoto"} <= {call.method for call in lived_in.sandbox.state.calls}
    assert threads(lived_in) == {"5"}


async def test_a_group_that_becomes_a_supergroup_keeps_its_style(lived_in: BotHouse) -> None:
    small, large = group_of(lived_in, -700), group_of(lived_in, -1_000_000_000_700)
    await small.send_text("/style fear")
    await small.next_message(says("The Scream"))
    await KnownChats(lived_in.redis).add(-700)
    moving = {"message_id": 99, "date": 1, "chat": small.conversation.chat.as_json()}

    lived_in.sandbox.state.updates.add("message", moving | {"migrate_to_chat_id": -1_000_000_000_700})
    await until_awaited(KnownChats(lived_in.redis).all, [-1_000_000_000_700])

    await large.send_text("/style")
    await large.next_message(says("I paint everything here 😨 fear"))


@pytest.mark.parametrize(
    "text",
    ["/start", "/emotions", "/settings", "/style", "/style hapy", "/status", "/cancel", "/me", "/forget"],
)
async def test_answers_go_into_the_topic_of_the_question(lived_in: BotHouse, in_group: Person, text: str) -> None:
    in_topic(lived_in, await in_group.send_text("not a command"), text=text)

    await in_group.next_message(lambda message: message.kind == "text")
    assert threads(lived_in) == {"5"}


async def test_all_that_follows_a_press_goes_into_the_topic(lived_in: BotHouse, in_group: Person) -> None:
    in_topic(lived_in, await in_group.send_photo(picture(), "/style sad"))
    await lived_in.worker.paint()
    painting = await in_group.next_message(is_painting)

    for button in ("📄 Full size", "🖼 All seven"):
        await (await in_group.press(button, painting)).answered()
    for _ in range(8):
        await lived_in.worker.paint()

    await in_group.next_message(lambda message: message.kind == "document")
    await in_group.next_message(lambda message: message.album is not None)
    assert {"sendmediagroup", "senddocument"} <= {call.method for call in lived_in.sandbox.state.calls}
    assert threads(lived_in) == {"5"}


def in_topic(house: BotHouse, message: Message, **changes: str) -> None:
    """Tell the bot of a message that it has not seen as of one in a topic."""
    topic = {"message_thread_id": 5, "is_topic_message": True}
    house.sandbox.state.updates.add("message", message.as_json() | topic | changes)


def threads(house: BotHouse) -> set[str]:
    """Return the topics of all that was sent."""
    sent = [call for call in house.sandbox.state.calls if call.method.startswith("send")]
    return {str(call.fields.get("message_thread_id")) for call in sent}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Send me a photo with a face"),
        ("es", "Envíame una foto con una cara"),
        ("pt-br", "Envie-me uma foto com um rosto"),
        ("de", "Schick mir ein Foto mit einem Gesicht"),
        ("fr", "Envoie-moi une photo avec un visage"),
        ("ru", "Пришли мне фото с лицом"),
        ("hi", "मुझे चेहरे वाली एक फ़ोटो भेजिए"),
        ("zh-hans", "发一张有人脸的照片"),
        ("tlh", "Send me a photo with a face"),
    ],
)
async def test_everybody_is_spoken_to_in_the_language_of_their_app(lived_in: BotHouse, code: str, words: str) -> None:
    person = lived_in.sandbox.new_person("Bo", code)

    await person.send_text("/start")

    await person.next_message(says(words))


async def test_a_painting_and_its_status_are_in_the_language_of_the_person(lived_in: BotHouse) -> None:
    person = lived_in.sandbox.new_person("Bo", "fr")

    await person.send_photo(picture())

    await person.next_message(says("J’ai ta photo"))
    await lived_in.worker.paint(Emotion.FEAR)
    await person.next_message(says("😨 peur · sûr à 70", "Le Cri, Edvard Munch, 1893"))


async def test_a_style_is_understood_in_any_language(lived_in: BotHouse) -> None:
    await lived_in.person.send_photo(picture(), "/style wütend")

    assert (await lived_in.worker.paint()).emotion is Emotion.ANGRY


async def test_the_command_menu_is_in_the_language_of_the_person(lived_in: BotHouse) -> None:
    state = lived_in.sandbox.state
    await until(lambda: len(lived_in.sandbox.calls_of("setMyCommands")) == 2 * len(Language))
    for code, words in (("en", "What is waiting"), ("de", "Was gerade wartet"), ("tlh", "What is waiting")):
        user = User(700_000_900, "Ada", language_code=code)
        private, group = state.open_private_chat(user), state.open_group(-5, "Friends", [user])
        for conversation, commands in ((private, COMMANDS), (group, GROUP_COMMANDS)):
            shown = state.commands.shown_to(user, conversation.chat)
            assert {"command": "status", "description": words} in shown
            assert [each["command"] for each in shown] == list(commands)
