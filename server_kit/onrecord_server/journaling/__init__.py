"""Journaling: what was said is handed to an archive elsewhere, as it happens, at least once."""
