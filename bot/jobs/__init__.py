"""What is known of a job from its start to its reply, in Redis; and the RQ queue.

- `tickets`: whom a result is for, and the request that a worker gets
- `job_queue`: enqueue in fair order, cancel, expire; the only file that knows RQ
- `pending`: requests without a reply; `cancellation`: what of them is no longer wanted; `eta`: how long they take
- `album_results`: results of an album until all are there; `paintings`: the pictures that workers leave
- `painting_records`: the state behind the buttons of a painting; `painting_summary`: what captions tell of it
- `painting_cache`: paintings that Telegram has already
- `photos`: finds and downloads the photo of a message; `memory_budget`: how many bytes of them at once
"""
