"""Providers of text messages: a text out, one of four outcomes back; what they call us with, checked and read."""
