"""The tests, by what they show: a folder for each kind."""
