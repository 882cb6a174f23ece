"""The process that the networks run in.

- `devices`: CPU or accelerator; `allocator`: keep freed memory in the process
- `threads`: a thread beside a block of code
"""
