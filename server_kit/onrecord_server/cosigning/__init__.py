"""Cosigning: the heads of other records are signed, once they continue what was signed before."""
