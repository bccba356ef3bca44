"""The provider on loopback and its screen."""
