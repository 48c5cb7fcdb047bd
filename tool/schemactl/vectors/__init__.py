"""Moving vectors out of PostgreSQL into a vector store, and back, bit by bit the same."""
