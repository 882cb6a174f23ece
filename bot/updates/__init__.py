"""Updates come by polling or by the webhook, and wait in a durable queue until their handlers have ended.

- `poller`, `webhook`: the two sources of updates
- `queue`: the updates in Redis, and those that this process handles now
- `processor`: runs several handlers at once, and acknowledges each update afterwards
- `pipeline`: queue and processor, as the application needs them
"""
