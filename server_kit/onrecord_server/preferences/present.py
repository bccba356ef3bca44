"""Preferences, from what is stored to the wire."""

from collections.abc import Mapping
from typing import Any

from onrecord_server.core.stream import Stored, composes


def said(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a content says, and what holds where it says nothing, or is gone."""
    return {
        "keywords": content.get("keywords", []),
        "language": content.get("language"),
        "text_size": content.get("text_size", 100),
    }


@composes("preferences.changed")
def _changed(item: Stored) -> dict[str, Any]:
    return {**said(item.content or {}), "version": item.entry["version"]}
