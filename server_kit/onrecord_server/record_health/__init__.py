"""How it stands with the record: what self-checks found, how far it is signed, and who keeps it elsewhere."""
