"""Made-up rows for the legacy database: related, deterministic for a seed, and awkward where real rows are."""
