"""Throw-away PostgreSQL servers on which declarations are run, cloned and rehearsed."""
