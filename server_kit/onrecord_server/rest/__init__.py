"""REST: every endpoint of the list under ``{mount}/v1``, as JSON over HTTP."""
