"""Spaces: where a group has its channels, and who is in them by hand or by rule."""
