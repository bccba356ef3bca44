"""People: whoever the host says exists; never a second user directory."""
