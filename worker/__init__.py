"""The RQ side: one process, weights loaded once, one task.

- `__main__`: loads the weights and starts the worker; `settings`: what can be set
- `tasks`: the one task, which paints a photo, and the failure of a job after its last try
- `results`: which error becomes which reason, and how a result is published once
- `rq_worker`: RQ's worker with a heartbeat and a watchdog; `rq_overrides`: retries, and jobs of dead workers
- `dead_letters`: jobs that failed on every try; `aside` is its former command
- `runtime`: the loaded pipeline; `doctor`, `health`: checks; `shared`: what the bot may import

When a worker dies in the middle of a photo, its heartbeat ends. `EMOSTYLE_HEARTBEAT_TTL` and a few seconds later,
another worker finds the abandoned job (`PhotoWorker.clean_registries`), and RQ queues it again. The photo is still in
Redis: it is deleted with its result, by a cancellation, or after `EMOSTYLE_PHOTO_TTL`. After three deaths the job
becomes a dead letter, and the bot sends one apology. docs/decisions/0004-once.md has the reasons.
"""
