"""The state of jobs in Redis, from the request to the reply, and the RQ queue.

- `tickets`: which chat a result is for, and the request that a worker gets
- `job_queue`: queues jobs in fair order, cancels and expires them; the only file that knows RQ
- `pending`: requests without a reply, and cancellation watermarks; `cancellation`: stops requests
- `measures`: durations and counts, and what is recorded when a request ends
- `album_results`: results of an album until all of them have come
- `painting_records`: painting records behind buttons, and the cache of paintings that Telegram stores
- `pictures`: finds and downloads the photo of a message, and loads paintings, a few at a time
"""
