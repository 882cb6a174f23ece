"""Calls out to Telegram.

- `http`: counts, times and marks each call
- `rate_limiter`: Telegram's limits, kept by all processes together
- `retry`: calls that are made again; `errors`: what an error means for that
"""
