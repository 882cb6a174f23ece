"""A local stand-in for Telegram: the Bot API for the unchanged bot, and a chat page for a person.

- `bot_api`: what the bot calls; `chats`: what the stand-in knows; `web`: the page
- `person`: writes, sends, presses and waits, for the page and for tests
- `server`, `app`: put it together; `fields`, `errors`: what calls hold, and how they are refused
"""
