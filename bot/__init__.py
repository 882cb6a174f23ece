"""Everything that a person in Telegram touches."""
