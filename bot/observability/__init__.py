"""What operators see of a bot process.

- `metrics`: Prometheus metrics
- `liveness`: loops that hang; `error_reports`: errors told to the admins' chat
"""
