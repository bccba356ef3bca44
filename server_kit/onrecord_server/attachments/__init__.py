"""Files: brought in pieces, checked before anybody else can see them, bound to a message."""
