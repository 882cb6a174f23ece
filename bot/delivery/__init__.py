"""A result becomes a reply, once.

- `consumer`: the loop that reads the results' stream
- `replier`: composes the reply to a result and sends it
- `album_buttons`: the message with buttons behind an album
- `idempotent_sender`: claims a reply before it is sent
- `sender`: one reply to Telegram, and what each refusal means
- `outcomes`: what is counted and reported of an ending
"""
