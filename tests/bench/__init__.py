"""Benchmarks: ratios to an anchor in the same run, one worker on one core, load from another."""
