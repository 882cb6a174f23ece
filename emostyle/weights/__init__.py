"""Weight files: safetensors with a header that describes them.

- `headers`: the header and the checksums of shipped files, read without torch
- `files`: the tensors as well, read and written
"""
