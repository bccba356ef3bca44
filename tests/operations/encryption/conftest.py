"""A tenant that is encrypted, with its keys in a file beside the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord_server.encryption.providers import FileKeys, new_key
from tests.support import engines
from tests.support.engines import Room, check_invariants


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """A file with one key."""
    path = tmp_path / "encryption.keys"
    new_key(path, "first")
    return path


@pytest.fixture
def encrypted(database_url: str, key_file: Path) -> Iterator[Room]:
    """An engine room that encrypts, and whose rows are sound when the test is over."""
    with engines.room(database_url, encryption=FileKeys(key_file)) as found:
        yield found
        check_invariants(found)
