"""Client companies and business units: each with its own stream, look and rules."""
