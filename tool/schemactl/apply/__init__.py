"""Running a plan on the live database: one session, one run lock, a history, and never a guess about what was applied."""
