"""What bot and worker share, and all that the bot may import of the worker.

- `contract`: the values that they exchange, and the names in Redis that both use
- `settings`, `redis_connection`: settings that both have, and every connection to Redis
- `local_redis`: a local Redis server when `REDIS_URL` is empty
- `redis_memory`: refuses large values before Redis is full
- `redis_checks`: the checks of Redis in both doctors
- `logs`: the format of log lines, with the ids that they are about
- `backoff`: growing pauses between tries; `threads`: a thread beside a block of code
- `lua`: reads the scripts that run inside Redis
"""
