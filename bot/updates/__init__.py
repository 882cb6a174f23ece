"""Receiving: updates come by polling or by the webhook and wait in a durable queue until their handler has ended.

- `poller`, `webhook`: the two ways in
- `queue`: the stream in Redis, and what waits in this process
- `processor`: several handlers at once, each update acknowledged at the end
- `pipeline`: all of these, as the application needs them
"""
