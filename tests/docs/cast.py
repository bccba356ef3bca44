"""Who and what a reader of a page has at hand: a folder, a secret, a mount, two people."""

import ast
import asyncio
import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from onrecord_server import OnRecord, TokenKey, immediate
from onrecord_server.encryption.providers import new_key
from onrecord_server.record.notes import NoteKey
from tests.docs.pages import Block
from tests.support.served import served
from tests.support.stampers import authority, demand_library


#: The address of the mount, as every page writes it.
ADDRESS = '"https://app.example.com/chat"'


class Stage:
    """Runs the blocks of one page, top to bottom, in one namespace; what it opens, it closes."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self._chats: dict[int, OnRecord] = {}
        self._engines: dict[int, sa.Engine] = {}
        self._mounts = ExitStack()
        names["__serve__"] = self._serve

    def _serve(self, chat: OnRecord) -> str:
        """Mount a chat of the page, and return its address."""
        chat.migrate()
        return self._mounts.enter_context(served(chat))

    def run(self, block: Block) -> None:
        """Run a block; ``await`` stands where it does on the page."""
        code = block.text.replace(ADDRESS, "url")
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        tree = compile("\n" * block.line + code, block.page, "exec", flags=flags, dont_inherit=True)
        outcome = eval(tree, self.names)
        if inspect.iscoroutine(outcome):
            asyncio.run(outcome)
        for value in list(self.names.values()):
            if isinstance(value, OnRecord):
                self._chats[id(value)] = value
            elif isinstance(value, sa.Engine):
                self._engines[id(value)] = value

    def close(self) -> None:
        """Close every chat and every engine that the page made."""
        self._mounts.close()
        for chat in self._chats.values():
            chat.close()
        for engine in self._engines.values():
            engine.dispose()


@contextmanager
def stage(folder: Path, *, remote: bool) -> Iterator[Stage]:
    """Set the stage in a folder; ``remote`` pages get a running mount with Alice and Bob."""
    names: dict[str, Any] = {
        "__name__": "page",
        "settings": SimpleNamespace(secret="a secret of thirty-two letters.."),
    }
    if not remote:
        yield from _played(Stage(names))
        return
    url = f"sqlite:///{folder / 'remote.db'}"
    chat = OnRecord(url, identify=lambda _: None, tenants=["acme"], token_key=TokenKey(b"k" * 32))
    chat.migrate()
    with served(chat) as address:
        with chat.acting_as("acme") as host:
            host.people.upsert("alice", name="Alice")
            host.people.upsert("bob", name="Bob")
        names |= {
            "mint": lambda: chat.mint_token("acme", "alice", scopes=["subjects:bind"]),
            "url": address,
        }
        yield from _played(Stage(names))


def _played(found: Stage) -> Iterator[Stage]:
    try:
        yield found
    finally:
        found.close()


def shop(names: dict[str, Any]) -> None:
    """Give the README's lines what their host has: an engine, an order, its conversation."""

    class Base(DeclarativeBase):
        pass

    class Order(Base):
        __tablename__ = "orders"

        id: Mapped[int] = mapped_column(primary_key=True)
        state: Mapped[str]

    engine = immediate(sa.create_engine("sqlite:///onrecord.db"))
    Base.metadata.create_all(engine)
    chat: OnRecord = names["chat"]
    chat.migrate()
    with chat.acting_as("acme", "alice") as me:
        names["order"] = me.conversations.create(kind="group", subject="order:1234")
    names |= {"engine": engine, "Session": Session, "shipped": Order(state="shipped")}


def mounted(names: dict[str, Any]) -> None:
    """Let the page's own chat answer at the address that the page names."""
    names["url"] = names["__serve__"](names["chat"])


class Kms:
    """A service of keys, as far as the page about encryption calls it."""

    def encrypt(self, **given: Any) -> dict[str, Any]:
        """Hand the key back."""
        return {"CiphertextBlob": given["Plaintext"]}

    def decrypt(self, **given: Any) -> dict[str, Any]:
        """Hand the key back."""
        return {"Plaintext": given["CiphertextBlob"]}


def key_file(names: dict[str, Any]) -> None:
    """Make the key file that the page's command makes."""
    new_key(Path("encryption.keys"), "2026-11")


def kms(names: dict[str, Any]) -> None:
    """Give the page its service of keys."""
    names["kms"] = Kms()


def roots(_: dict[str, Any]) -> None:
    """Put the file of pinned roots there, where time stamps can be checked at all."""
    demand_library()
    shutil.copy(authority(Path("tsa"), "The authority") / "root.pem", "tsa-roots.pem")


def vkeys(_: dict[str, Any]) -> None:
    """Put the public key of a record there."""
    key = NoteKey("chat.example.com/acme", bytes(32))
    Path("acme.vkeys").write_text(f"{key.verifier.vkey}\n")


#: What must happen between two blocks of a page: page, number of the block it comes before.
BETWEEN: dict[tuple[str, int], Callable[[dict[str, Any]], None]] = {
    ("README.md", 1): shop,
    ("docs/guides/policy.md", 4): mounted,
    ("docs/guides/encryption.md", 0): key_file,
    ("docs/guides/encryption.md", 1): kms,
    ("docs/guides/texting.md", 9): key_file,
    ("docs/guides/witnesses.md", 1): roots,
    ("docs/guides/witnesses.md", 2): vkeys,
}
