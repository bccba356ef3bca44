"""Real servers and other heavy helpers that fixtures hand out."""
