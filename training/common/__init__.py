"""What every command of training shares.

- `configs`: all numbers of a run; the command lines are derived from them
- `run_folder`: where a run writes its metrics and checkpoints, and resumes from them
- `schedule`: stages and learning rates; `errors`: what a command raises on purpose
"""
