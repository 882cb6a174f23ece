"""What is known of a job from its start to its reply, in Redis; and the RQ queue.

- `tickets`: whom a result is for, and the request that a worker gets
- `job_queue`: enqueue in fair order, cancel, expire; the only file that knows RQ
- `pending`: requests without a reply, and what of them is not wanted; `cancellation`: stops them
- `measures`: how long they take, how often what happens, what is noted when they end
- `album_results`: results of an album until all are there
- `painting_records`: what captions and buttons need of a painting, and paintings that Telegram has already
- `pictures`: finds and downloads the photo of a message, and loads what workers paint, a few at a time
"""
