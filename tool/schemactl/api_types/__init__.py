"""Types for the callers of a database, in the words of their own language. In: a built database. Out: a text."""
