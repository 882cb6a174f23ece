"""A local stand-in for Telegram: the Bot API for the unchanged bot, and a chat page for a person."""
