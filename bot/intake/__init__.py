"""A photo becomes a job: limits, albums that come together, the status message, the download, the queue.

- `photo_intake`: the way of one photo or album into the queue, with its status message
- `submission`: fetches a photo and queues its job
- `media_groups`: gathers the messages of an incoming album
- `limits`: who may have photos painted, and how many
"""
