"""Proposers: functions that answer the differences between a clone and the desired state with statements."""
