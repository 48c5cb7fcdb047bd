"""Reports as text, SQL, JSON and Markdown: a value in, a text out. No connection, clock, file or randomness here.

Names from a database, and every message that may quote one, are hostile until escaped: see `escape`.
"""
