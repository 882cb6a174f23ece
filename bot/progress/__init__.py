"""What people see while a photo waits and is painted.

- `status_messages`: sends, edits and deletes them
- `updater`: the loop that edits them
- `chat_actions`: "sending a photo…"
"""
