"""Every code block of the guide runs, top to bottom, against a running server."""

import ast
import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

from onrecord_server import OnRecord
from onrecord_server.people.tokens import TokenKey
from tests.support.project import ROOT
from tests.support.served import served


GUIDE = (ROOT / "docs/guides/sdk.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def names(small_url: str) -> Iterator[dict[str, Any]]:
    """The names a reader of the guide has: a way to mint, and the address of the mount."""
    chat = OnRecord(
        small_url, identify=lambda _: None, tenants=["acme"], token_key=TokenKey(b"k" * 32)
    )
    chat.migrate()
    with served(chat) as url:
        with chat.acting_as("acme") as host:
            host.people.upsert("alice", name="Alice")
            host.people.upsert("bob", name="Bob")
        yield {
            "mint": lambda: chat.mint_token("acme", "alice", scopes=["subjects:bind"]),
            "url": url,
        }


async def run(block: str, names: dict[str, Any]) -> None:
    code = block.replace('"https://app.example.com/chat"', "url")
    compiled = compile(code, "sdk.md", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    outcome = eval(compiled, names)
    if inspect.isawaitable(outcome):
        await outcome


async def test_the_guide_runs(names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert len(BLOCKS) >= 8
    for block in BLOCKS:
        await run(block, names)
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["Alice", "Alice"]
    assert any("Your pallet left the dock." in line for line in said)
    assert len(names["conversations"]) == 1
