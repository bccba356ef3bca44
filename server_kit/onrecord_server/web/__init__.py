"""Pages and widget files."""
