"""A result becomes a reply, once.

- `consumer`: the loop that reads the results' stream
- `replier`: the reply to one result
- `album_replier`, `album_buttons`: the reply to an album
- `publisher`: sends them, and keeps what buttons and later requests need
- `idempotent_sender`: claims a reply before it is sent
- `sender`: one reply to Telegram, and what each refusal means
"""
