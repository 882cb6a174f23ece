"""Everything that a person in Telegram touches. One folder is one room, in the order of a photo's way:

- `updates`: an update comes in and waits in a durable queue
- `handlers`: the conversation, one file per family of commands or buttons
- `intake`: a photo becomes a job
- `jobs`: what is known of a job in Redis, and the RQ queue
- `progress`: status messages while a photo waits and is painted
- `delivery`: a result becomes a reply, once

What these use:

- `messages`: texts and keyboards, without effects
- `styles`: emotions, artworks, the words that people type; `i18n`: languages
- `telegram_api`: calls out to Telegram; `coordination`: several processes as one
- `observability`: metrics, liveness, error reports; `operations`: HTTP for operators
- `chats`: settings of chats; `settings`: of the bot; `redis_keys`: every key, and ids that tell nothing

Begin with `app`, which puts everything together and lists the handlers in order; `runtime` runs it, with the loops
of `service` beside the handlers. `launch` is `make run`, `sandbox` a stand-in for Telegram. Which room may import which
is a contract in `pyproject.toml`.
"""
