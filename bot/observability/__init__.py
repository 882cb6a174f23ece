"""What operators see of a process.

- `metrics`: Prometheus metrics; `usage_counts`: counters for /stats
- `liveness`: loops that hang; `error_reports`: errors told to the admins' chat
"""
