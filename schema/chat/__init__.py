"""Schema ``chat``: conversations with the assistant, and what it remembers of them."""
