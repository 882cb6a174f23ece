"""Texts and buttons of the bot's messages: functions without effects.

- `replies`: a result becomes a reply
- `texts`, `style_choices`: texts made of several messages of the catalogues
- `keyboards`: buttons under paintings and of `/settings` and `/emotions`, and the form of callback data
"""
