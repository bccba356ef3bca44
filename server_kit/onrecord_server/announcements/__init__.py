"""Announcements: acknowledged on the record; who was reached, who has read, who has not."""
