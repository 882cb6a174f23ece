"""The RQ side: one process, weights loaded once, one task."""
