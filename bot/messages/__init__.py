"""Texts and buttons of the bot's messages: functions without effects.

- `replies`: a result becomes a reply
- `texts`, `status_texts`, `style_choices`: texts made of several messages of the catalogues
- `keyboards`: buttons of `/settings` and `/emotions`, and the form of callback data
- `painting_keyboard`: buttons under a painting
"""
