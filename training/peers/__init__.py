"""Readers of emotions that other people packaged, each in a process of its own, beside ours.

`catalogue` lists them and `process` runs them. The rest runs in the reader's own process: `__main__` measures a reader
in Python, `node_readers.cjs` those in JavaScript, so neither needs our interpreter or our dependencies.
"""
