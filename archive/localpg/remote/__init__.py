"""Django's backend for a PostgreSQL that somebody else runs: `DATABASE_URL`."""
