"""Messages: sent, edited, removed; every version kept."""
