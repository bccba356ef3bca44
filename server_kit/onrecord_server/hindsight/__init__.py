"""What somebody could see at a moment: told from the entries of the record."""
