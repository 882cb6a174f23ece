"""For operators: health, readiness and metrics over HTTP.

- `http_server`: the server, which also takes the webhook
- `queue_metrics`: how things stand in Redis, as metrics
"""
