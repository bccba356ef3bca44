"""Where the bytes of files may lie, and what may look at them: one module for each kind."""
