"""Schema ``public``: accounts, the library, reading, and the figures drawn from them."""
