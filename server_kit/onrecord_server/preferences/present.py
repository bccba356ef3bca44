"""Preferences, from what is stored to the wire."""

from typing import Any

from onrecord_server.core.stream import Stored, composes


@composes("preferences.changed")
def _changed(item: Stored) -> dict[str, Any]:
    words = (item.content or {}).get("keywords", [])
    return {"keywords": words, "version": item.entry["version"]}
