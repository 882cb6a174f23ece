"""The chat page for people: `page` is what the browser gets.

- `chat_page`: its routes; `view`: what it shows from one seat; `seats`: who acts, and in which chat
"""
