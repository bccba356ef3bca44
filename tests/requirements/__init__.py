"""Which rules there are, and which test shows each: `make requirements` prints it."""
