"""Legal holds: what may not be destroyed, whatever else says that it may."""
