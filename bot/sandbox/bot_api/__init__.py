"""The Bot API as the bot sees it.

- `http`: requests and responses; `calls`: a call and its fields
- `content`: what messages may hold; `methods`: one function for each method
"""
