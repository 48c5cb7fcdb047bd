"""Pages about a declared schema: reference, diagrams, migration guide, API changes. Values in, texts out."""
