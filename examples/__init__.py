"""Short programs that mount the chat in each kind of host, smallest first."""
