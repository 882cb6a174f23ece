"""Lets several processes of the bot work together.

- `heartbeat`: which processes are alive; `leader`: which one polls and edits status messages
- `stream_consumer`: reads a Redis stream in a consumer group, and takes over entries of dead processes
- `locks`: locks across all processes; `loops`: the loop that repeats a step, and reliable cancellation of tasks
"""
