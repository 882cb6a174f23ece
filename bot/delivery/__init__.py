"""Sends one reply for each result.

- `consumer`: the loop that reads the stream of results
- `replier`: the reply to one result
- `album_replier`, `album_buttons`: the reply to an album
- `publisher`: sends replies, and stores what buttons and later requests need
- `idempotent_sender`: claims a reply before sending it
- `sender`: sends one reply to Telegram, and decides what follows from each error
"""
