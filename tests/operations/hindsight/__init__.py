"""What somebody could see at a moment."""
