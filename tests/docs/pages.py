"""The pages that people read, and the code blocks in them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sybil.document import Document
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from tests.support.project import ROOT, tracked


#: How a page says that the next block is a whole program, which tests/host serves.
_HOST: Final = re.compile(r"<!-- host: (\w+) -->\s*\Z")
_FENCES: Final = RawFencedCodeBlockLexer(re.compile(r"(?P<language>[\w{}]*)[^\n]*\n"))


@dataclass(frozen=True)
class Block:
    """One fenced block: where it stands, its language, and the host that it is a program of."""

    page: str
    line: int
    language: str
    text: str
    host: str = ""

    @property
    def where(self) -> str:
        """File and line, as editors understand them."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """Return every page: the ones at the top, and all below docs."""
    found = (path for path in tracked() if path.suffix == ".md")
    return sorted(p for p in found if p.parent == ROOT or p.is_relative_to(ROOT / "docs"))


def blocks(page: Path, *languages: str) -> list[Block]:
    """Return the blocks of a page, of these languages or of all."""
    document = Document(page.read_text(encoding="utf-8"), str(page))
    found = [_block(document, region) for region in _FENCES(document)]
    return [block for block in found if not languages or block.language in languages]


def _block(document: Document, region: object) -> Block:
    start: int = getattr(region, "start")  # noqa: B009 - sybil's regions carry no types
    lexemes: dict[str, str] = getattr(region, "lexemes")  # noqa: B009
    host = _HOST.search(document.text[:start])
    page = Path(document.path).relative_to(ROOT).as_posix()
    line = document.text.count("\n", 0, start) + 1
    return Block(page, line, lexemes["language"], str(lexemes["source"]), host[1] if host else "")


def programs() -> dict[str, Block]:
    """Return the whole programs of all pages, by the host they are for."""
    found = (block for page in pages() for block in blocks(page, "python") if block.host)
    return {block.host: block for block in found}
