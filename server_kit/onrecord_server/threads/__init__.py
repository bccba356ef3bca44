"""Threads: the replies to one message, who follows them, and how far each has read."""
