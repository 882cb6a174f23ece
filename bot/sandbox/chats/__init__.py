"""What the sandbox knows: people, chats, messages, files, and updates that wait for the bot.

- `state`: all of it; `people`, `conversations`, `messages`, `files`, `commands`, `callbacks`: its parts
- `entities`, `keyboards`, `pictures`: how Telegram reads them
- `updates`, `webhook`: how updates reach the bot; `events`: how the page hears of changes; `faults`: refusals on order
"""
