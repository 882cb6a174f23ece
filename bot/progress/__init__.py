"""What people see while a photo waits and is painted.

- `status_messages`: sends, edits and deletes them; and chat actions ("sending a photo…")
- `updater`: the loop that edits them
"""
