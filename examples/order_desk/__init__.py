"""The order desk of a wholesale company that does not exist, with chat on every order."""
