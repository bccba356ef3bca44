"""Text messages: people outside are written to on their phones, on the same record."""
