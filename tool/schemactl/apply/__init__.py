"""Running a plan on the live database.

One session, one run lock, a history, and never a guess about what was applied.
"""
