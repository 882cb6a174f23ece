"""`python -m bot.launch`, which is `make run`: Redis, worker and bot in one go."""
