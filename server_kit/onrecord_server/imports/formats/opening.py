"""Which reader reads which format."""

from collections.abc import Mapping
from typing import Final

from onrecord_server.imports.formats import (
    lines,
    mattermost,
    sheets,
    signal,
    slack,
    teams,
    telegram,
    whatsapp,
)
from onrecord_server.imports.formats.base import Reader


READERS: Final[Mapping[str, Reader]] = {
    "whatsapp": whatsapp.read,
    "signal": signal.read,
    "slack": slack.read,
    "teams": teams.read,
    "telegram": telegram.read,
    "mattermost": mattermost.read,
    "csv": sheets.read,
    "jsonl": lines.read,
}
