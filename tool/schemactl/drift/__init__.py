"""What the live database has that nobody declared, and what it lacks."""
