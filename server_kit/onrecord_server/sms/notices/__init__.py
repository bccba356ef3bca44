"""Notices: a link in place of a text, and the page behind it, on which people outside read and answer."""
