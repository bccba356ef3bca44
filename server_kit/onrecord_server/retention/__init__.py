"""How long what was said is kept, and why."""
