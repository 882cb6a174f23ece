"""The languages of the bot: one catalogue per language in `locales`, written in Fluent.

- `translator`: texts by id, with their values filled in
- `message_ids`: the ids, by topic
"""
