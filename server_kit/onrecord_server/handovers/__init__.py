"""When somebody leaves: what they served goes to a successor, what they said stays, their access ends."""
