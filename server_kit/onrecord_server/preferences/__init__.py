"""What people prefer."""
