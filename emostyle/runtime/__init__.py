"""The process that the networks run in.

- `devices`: CPU or accelerator
- `allocator`: keep freed memory in the process
"""
