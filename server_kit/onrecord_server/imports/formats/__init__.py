"""What other programs write: bytes in, what was said or could not be understood out, one at a time."""
