"""Random samples: committed to before a period, drawn after it, and drawn again by whoever doubts it."""
