"""What people see while a photo waits and is painted.

- `status_messages`: sends, edits and deletes them, a loop that keeps them true, and chat actions ("sending a photo…")
"""
