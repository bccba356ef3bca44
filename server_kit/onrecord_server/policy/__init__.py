"""The tenant's messaging privacy policy: written, approved, in force, acknowledged, enforced."""
