"""Turns photos into jobs.

- `photo_intake`: takes in one photo or album, and sends its status message
- `submission`: fetches a photo from Telegram and queues its job
- `media_groups`: gathers the messages of an incoming album
- `limits`: who may have photos painted, and how many
"""
