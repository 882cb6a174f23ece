"""Calls out to Telegram.

- `http`: counts each call, times it, and marks it while it is in flight
- `rate_limiter`: Telegram's rate limits, shared by all processes
- `retry`: repeats calls; `errors`: whether a failed call is safe to repeat
"""
