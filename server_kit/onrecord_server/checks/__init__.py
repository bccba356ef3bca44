"""Self-checks: the record proves by itself, now and then, that it holds, and puts the result on record."""
