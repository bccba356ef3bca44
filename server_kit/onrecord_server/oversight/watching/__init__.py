"""Watching the watchers: numbers for who audits, and a report for everybody."""
