"""The history of our tables, for Alembic; ``onrecord_server.migrate`` runs it."""
