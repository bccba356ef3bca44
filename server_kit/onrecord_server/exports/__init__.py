"""Handing over what is on the record: told from the stream, in the formats that others read."""
