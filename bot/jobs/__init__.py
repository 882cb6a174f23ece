"""What is known of a job from its start to its reply, in Redis; and the RQ queue.

- `tickets`: whom a result is for, and the request that a worker gets
- `job_queue`: enqueue in fair order, cancel, expire; the only file that knows RQ
- `pending`: requests without a reply, and what of them is not wanted; `cancellation`: stops them
- `eta`: how long they take
- `album_results`: results of an album until all are there; `paintings`: the pictures that workers leave
- `painting_records`: what captions and buttons need of a painting, and paintings that Telegram has already
- `photos`: finds and downloads the photo of a message; `memory_budget`: how many bytes of them at once
"""
