"""How workers wake each other. A broker carries a tenant and a position, and nothing else."""
