"""What of a witness may be shown to others than who runs the app: nothing that can hold a secret. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from onrecord.wire.record_health import WitnessKind


_KINDS: Final[Mapping[str, WitnessKind]] = {
    "folder": "folder",
    "bucket": "bucket",
    "mailbox": "mailbox",
    "timestamps": "timestamps",
    "cosigner": "cosigner",
}
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/@\s]*@)?([^/?#\s]+)\S*", re.IGNORECASE)


def shown_name(name: str) -> tuple[WitnessKind, str]:
    """Return the kind of a witness, and of its name what can hold no secret: of a path its end, of a URL its host."""
    kind = _KINDS.get(name.partition(" ")[0], "own")
    return kind, _shown(kind, name.partition(" ")[2] if kind != "own" else name)


def shown_receipt(name: str, receipt: str) -> str:
    """Return of what a witness answered what can hold no secret."""
    return _shown(shown_name(name)[0], receipt)


def _shown(kind: WitnessKind, text: str) -> str:
    if kind == "folder":
        return re.split(r"[/\\]", text.rstrip("/\\"))[-1] or text
    return _URL.sub(r"\1", text)
