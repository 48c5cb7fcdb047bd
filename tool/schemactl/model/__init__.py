"""Frozen values that pass between the rooms. This package holds no connection, clock, file or randomness."""
