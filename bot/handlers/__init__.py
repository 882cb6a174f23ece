"""Conversation: one file per family of commands or buttons. `bot.app` says which handler gets which message.

- `message`, `button_press`: what handlers get: a message or a press, with the way to answer it
- `photos`: photos and albums; `styles`: `/style`, `/mix`, `/me`
- `painting_buttons`, `repaint`: buttons under a painting
- `settings_menu`: `/settings`; `queue`: `/status` and `/cancel`; `forget`: `/forget`; `info`: the rest, and the menu
- `admin`, `broadcast`: commands of admins
- `errors`: what a failed handler leaves to do; `filters`: which messages a handler is for
"""
