"""Subject cards: what the host says of its own objects."""
