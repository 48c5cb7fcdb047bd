"""The edge to PostgreSQL: connections, quoting, reading pg_dump's archives, turning SQLSTATEs into errors."""
