"""Imports: what was said elsewhere comes under the record, with the file that says so."""
