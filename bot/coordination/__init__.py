"""Several processes of the bot as one.

- `heartbeat`: who is alive; `leader`: who polls and edits status messages
- `stream_consumer`: reads a Redis stream as one of a group, and takes over from the dead
- `locks`: locks over all processes; `loops`: the one loop, and ending tasks for good
"""
