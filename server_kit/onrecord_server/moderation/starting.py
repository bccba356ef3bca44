"""The lists of words that a tenant may start from."""

from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from onrecord.wire.lexicon_document import LexiconDocument
from onrecord.wire.lexicons import LexiconStartName


#: By name, in the order in which they are offered.
STARTS: Final[tuple[LexiconStartName, ...]] = (
    "market-abuse",
    "inclusive-en",
    "inclusive-de",
    "inclusive-es",
    "inclusive-fr",
    "off-channel-en",
    "off-channel-de",
)


@cache
def start(name: str) -> LexiconDocument:
    """Return one of the lists to start from. Raises ``KeyError`` for another name."""
    if name not in STARTS:
        raise KeyError(name)
    return read(text(name))


def text(name: str) -> str:
    """Return one of the lists to start from as it is written."""
    return files(__package__).joinpath("starts", f"{name}.yaml").read_text("utf-8")


def read(words: str) -> LexiconDocument:
    """Read a list as YAML or JSON. Raises ``ValueError``; nothing in it is ever executed."""
    try:
        return LexiconDocument.model_validate(yaml.safe_load(words))
    except yaml.YAMLError as error:
        raise ValueError(f"it is no YAML: {error}") from error
