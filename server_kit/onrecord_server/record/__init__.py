"""The record: its tree, its signed heads, its proofs and its verification."""
