"""Witnesses: signed checkpoints are kept where who controls the database cannot reach."""
