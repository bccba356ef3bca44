"""Search: what an index proposes, the text of now confirms, and the asker may see now."""
