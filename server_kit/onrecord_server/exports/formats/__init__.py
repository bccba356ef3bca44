"""Formats: what is told in, files out. They are pure, and read neither a database nor a clock."""
