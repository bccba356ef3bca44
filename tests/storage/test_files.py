"""Whatever keeps the bytes keeps them whole, or says that it did not."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import StorageFull, UsageError
from onrecord_server import migrate
from onrecord_server.attachments.adapters.base import Store, StoreDown, StoreLied, key_of
from onrecord_server.attachments.adapters.bucket import BucketStore
from onrecord_server.attachments.adapters.database import DatabaseStore
from onrecord_server.attachments.adapters.folder import FolderStore
from onrecord_server.attachments.adapters.opening import Stores, open_store
from onrecord_server.core.database import Database
from tests.support.buckets import Bucket, bucket


ATT = "att_" + "1" * 32
KEY = key_of("acme", ATT, "piece-0-a")
DATA = os.urandom(1_500_000)
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres), "folder", "bucket"]


@pytest.fixture
def s3() -> Iterator[Bucket]:
    with bucket() as found:
        yield found


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "folder":
        yield FolderStore(tmp_path / "files")
    elif request.param == "bucket":
        yield request.getfixturevalue("s3").store()
    else:
        name = "postgres_url" if request.param == "postgresql" else "sqlite_url"
        database = Database(request.getfixturevalue(name))
        migrate.migrate(database)
        yield DatabaseStore(lambda _: database)
        database.dispose()


def test_what_is_put_is_read_in_any_part(store: Store) -> None:
    store.put(KEY, DATA)
    assert store.read(KEY, 0, len(DATA)) == DATA
    for start, length in ((0, 1), (524_287, 2), (1_000_000, 500_000), (len(DATA) - 1, 1), (7, 0)):
        assert store.read(KEY, start, length) == DATA[start : start + length]


def test_a_stream_is_kept_whole(store: Store) -> None:
    pieces = [DATA[at : at + 700_001] for at in range(0, len(DATA), 700_001)]
    store.put_whole(KEY, iter(pieces * 8), len(DATA) * 8)
    assert store.read(KEY, len(DATA) * 7, len(DATA)) == DATA


@pytest.mark.parametrize("size", [len(DATA) - 1, len(DATA) + 1])
def test_a_stream_of_another_length_is_not_kept(store: Store, size: int) -> None:
    with pytest.raises((StoreLied, StoreDown)):
        store.put_whole(KEY, iter([DATA]), size)
    assert list(store.keys("acme")) == []


def test_more_than_there_is_cannot_be_read(store: Store) -> None:
    store.put(KEY, b"12345")
    for start, length in ((0, 6), (5, 1), (4, 2)):
        with pytest.raises((StoreLied, StoreDown)):
            store.read(KEY, start, length)
    with pytest.raises(StoreLied):
        store.read(key_of("acme", ATT, "nothing"), 0, 1)


def test_what_is_removed_is_gone_and_may_be_removed_again(store: Store) -> None:
    others = key_of("other", ATT, "file-1")
    for key in (KEY, key_of("acme", ATT, "file-1"), others):
        store.put(key, b"x")
    assert set(store.keys("acme")) == {KEY, key_of("acme", ATT, "file-1")}
    assert list(store.keys("acme", "att_" + "2" * 32)) == []
    store.remove(KEY)
    store.remove(KEY)
    store.clear("acme", ATT)
    store.clear("acme", ATT)
    assert list(store.keys("acme")) == []
    assert list(store.keys("other")) == [others]


@pytest.mark.parametrize(
    "key",
    [
        "../../etc/passwd",
        f"acme/{ATT}/../../x",
        f"acme/../{ATT}/file",
        f"a..b/{ATT}/file",
        f"/acme/{ATT}/file",
        f"acme/{ATT}/file\0",
        f"acme/{ATT}/FILE.TXT",
        f"acme\\{ATT}\\file",
        "acme/att_1/file",
    ],
)
def test_a_key_that_is_none_touches_nothing(store: Store, key: str) -> None:
    for act in (lambda: store.put(key, b"x"), lambda: store.read(key, 0, 1)):
        with pytest.raises(UsageError):
            act()
    with pytest.raises(UsageError):
        store.remove(key)


# -- a folder ----------------------------------------------------------------------------------


def test_a_folder_follows_no_link_and_leaves_no_half(tmp_path: Path) -> None:
    store, secret = FolderStore(tmp_path / "files"), tmp_path / "secret"
    secret.write_text("canary")
    store.put(KEY, b"x")
    (tmp_path / "files" / KEY).unlink()
    (tmp_path / "files" / KEY).symlink_to(secret)
    with pytest.raises(StoreDown):
        store.read(KEY, 0, 6)
    store.put(KEY, b"y")
    assert (secret.read_text(), store.read(KEY, 0, 1)) == ("canary", b"y")


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    import resource

    store = FolderStore(tmp_path / "files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(StorageFull):
            store.put(KEY, bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


# -- a bucket that is not well ---------------------------------------------------------------


def test_a_bucket_that_is_down_is_asked_a_bounded_number_of_times(s3: Bucket) -> None:
    store, s3.mood = s3.store(), "down"
    with pytest.raises(StoreDown) as caught:
        store.put(KEY, b"x")
    assert caught.value.status == 503
    assert caught.value.retry_after
    assert len(s3.asked) <= 4


def test_a_bucket_that_is_slow_is_given_up(s3: Bucket) -> None:
    store = s3.store(seconds=0.2)
    store.put(KEY, b"x")
    s3.mood = "slow"
    with pytest.raises(StoreDown):
        store.read(KEY, 0, 1)


def test_a_bucket_that_is_not_there_is_said(s3: Bucket) -> None:
    gone = Bucket(port=1)
    with pytest.raises(StoreDown):
        gone.store(seconds=0.5).put(KEY, b"x")


@pytest.mark.parametrize("mood", ["short", "long"])
def test_a_body_of_another_length_is_never_taken(s3: Bucket, mood: str) -> None:
    store = s3.store()
    store.put(KEY, b"0123456789")
    s3.mood = mood
    try:
        found = store.read(KEY, 2, 5)
    except (StoreLied, StoreDown):
        return
    assert found == b"23456"


def test_an_object_of_another_size_than_was_put_is_not_kept(s3: Bucket) -> None:
    store, s3.mood = s3.store(), "lies"
    with pytest.raises(StoreLied):
        store.put(KEY, b"12345")
    assert s3.objects == {}


def test_the_keys_of_a_bucket_begin_with_its_prefix_and_the_tenant(s3: Bucket) -> None:
    s3.store().put(KEY, b"x")
    assert list(s3.objects) == [f"chat/{KEY}"]


# -- which store a setting means -------------------------------------------------------------


def _find(_: str) -> Any:
    raise AssertionError("nothing is opened yet")


@pytest.mark.parametrize(
    ("given", "options", "name", "hosts"),
    [
        ("database", {}, "database", ()),
        ("/srv/files", {}, "file:///srv/files", ()),
        ("file:///srv/files", {}, "file:///srv/files", ()),
        (
            "s3://acme/chat",
            {"endpoint": "https://minio.local", "access_key_id": "k", "secret_access_key": "s"},
            "s3://acme/chat",
            ("minio.local",),
        ),
        ("memory:///", {}, "memory:", ()),
    ],
)
def test_a_store_says_where_it_is_and_whom_it_calls(
    given: str, options: dict[str, str], name: str, hosts: tuple[str, ...]
) -> None:
    store = open_store(given, options, _find)
    assert (store.name, store.hosts) == (name, hosts)


@pytest.mark.parametrize("given", ["files", "ftp://host/x", "./files", "https://host/files"])
def test_what_is_no_store_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        open_store(given, {}, _find)


def test_no_secret_is_in_a_name() -> None:
    store = BucketStore(
        "s3://user:secret@acme/chat",
        {"access_key_id": "k", "secret_access_key": "secret", "region": "x"},
    )
    assert "secret" not in store.name + repr(store)


def test_a_file_in_a_store_that_is_not_set_up_any_more_is_said() -> None:
    from onrecord.errors import StorageUnavailable

    stores = Stores(open_store("database", {}, _find))
    with pytest.raises(StorageUnavailable, match="not configured"):
        stores.named("s3://old/chat")
