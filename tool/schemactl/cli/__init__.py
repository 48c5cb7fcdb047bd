"""The command line: parses flags, calls the pipeline, prints, picks the exit code."""
