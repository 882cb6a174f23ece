"""The command `emostyle`.

- `main`: the five commands, from the command line to an exit code
- `arguments`: their options; `reports`: what they print, as text and as JSON
"""
