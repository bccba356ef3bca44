"""A provider of texts on this very machine, with the screen of a phone: for development, the demo and tests."""
