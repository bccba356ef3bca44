"""A tenant is taken out as one file and lives on elsewhere: whole, verified, under a new epoch, or not at all."""

import signal
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from onrecord_server import OnRecord, moving
from onrecord_server.attachments.rows import attachments
from onrecord_server.cli import main
from onrecord_server.core.database import Database
from onrecord_server.encryption.providers import FileKeys, new_key
from tests.record.conftest import TENANT, nobody
from tests.support.files import PDF


OTHER = "other"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A provider of keys that both houses have."""
    path = tmp_path / "encryption.keys"
    new_key(path, "first")
    monkeypatch.setenv("ONRECORD_ENCRYPTION", f"file:{path}")
    return str(path)


def _chat(url: str, keys: str) -> OnRecord:
    provider = FileKeys(Path(keys))
    return OnRecord(url, identify=nobody, tenants=[TENANT, OTHER], encryption=provider)


@pytest.fixture
def taken(small_url: str, tmp_path: Path, keys: str) -> Path:
    """A tenant with words and a file, taken out beside another one."""
    with closing(_chat(small_url, keys)) as chat:
        chat.migrate()
        for tenant in (TENANT, OTHER):
            with chat.acting_as(tenant) as host:
                host.people.upsert("bob", name="Bob")
            with chat.acting_as(tenant, "alice") as me:
                room = me.conversations.create(kind="group", members=["bob"], title="Orders").id
                sent = me.attachments.upload(PDF, conversation_id=room, name="offer.pdf")
                me.messages.send(room, f"our offer for {tenant}", attachments=[sent.id])
    target = tmp_path / "acme.tenant"
    assert main(["tenant", "export", str(target), "--database", small_url, "--tenant", TENANT]) == 0
    return target


@pytest.mark.req("SEC-5")
def test_it_lives_on_in_another_database(
    taken: Path, database_url: str, keys: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    there = (
        database_url if database_url.startswith("postgres") else f"sqlite:///{tmp_path / 'b.db'}"
    )
    with zipfile.ZipFile(taken) as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    assert b"our offer" not in everything, "words stay encrypted on their way"
    main(["migrate", "--database", there])
    assert main(["tenant", "import", str(taken), "--database", there]) == 0
    assert main(["verify", "--database", there, "--files"]) == 0
    with closing(_chat(there, keys)) as chat, chat.acting_as(TENANT, "bob") as me:
        (room,) = me.conversations.list().data
        (said,) = me.messages.list(room.id).data
        assert said.text == f"our offer for {TENANT}"
        assert [hit.message_id for hit in me.search.messages("offer").data] == [said.id]
        assert me.attachments.download(said.attachments[0].id) == PDF
        me.messages.send(room.id, "thank you")
    assert main(["verify", "--database", there]) == 0
    assert main(["tenant", "import", str(taken), "--database", there]) == 2
    assert "lives in this database already" in capsys.readouterr().err


def test_what_is_killed_half_way_leaves_nothing_and_is_begun_anew(
    taken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = f"sqlite:///{tmp_path / 'b.db'}"
    main(["migrate", "--database", there])
    fill, database = moving._fill, Database(there)

    def dies(connection: object, *rest: object) -> None:
        if rest[1] is attachments:
            raise KeyboardInterrupt
        fill(connection, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(moving, "_fill", dies)
        with pytest.raises(KeyboardInterrupt):
            moving.bring_in(database, taken)
    assert moving.bring_in(database, taken)[0] == TENANT
    database.dispose()


#: Runs a command that is killed where it would begin with a function, for the table of files or at all.
KILLED = """
import os, signal, sys
from onrecord_server import moving
from onrecord_server.cli import main
name, real = sys.argv[1], getattr(moving, sys.argv[1])
def dies(*given):
    if name == "rebuild" or "onrecord_attachments" in map(str, given):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given)
setattr(moving, name, dies)
main(sys.argv[2:])
"""


def _killed(at: str, *command: str) -> None:
    """Run a command that is killed; nothing of ours has a chance to tidy up."""
    done = subprocess.run([sys.executable, "-c", KILLED, at, *command], check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.req("SEC-5")
@pytest.mark.parametrize("at", ["_fill", "rebuild"])
def test_one_that_is_killed_while_it_is_brought_in_goes_on_or_begins_anew(
    at: str, taken: Path, database_url: str, keys: str, tmp_path: Path
) -> None:
    there = (
        database_url if database_url.startswith("postgres") else f"sqlite:///{tmp_path / 'b.db'}"
    )
    main(["migrate", "--database", there])
    asked = ["tenant", "import", str(taken), "--database", there]
    _killed(at, *asked)
    assert main(asked) == 0
    assert main(asked) == 0, "it did nothing since"
    assert main(["verify", "--database", there, "--files"]) == 0
    with closing(_chat(there, keys)) as chat, chat.acting_as(TENANT, "bob") as me:
        (said,) = me.messages.list(me.conversations.list().data[0].id).data
        assert [hit.message_id for hit in me.search.messages("offer").data] == [said.id]
        me.messages.send(said.conversation_id, "thank you")
    assert main(asked) == 2, "it lives here now"


def test_one_that_is_killed_while_it_is_taken_out_leaves_no_file_of_that_name(
    taken: Path, small_url: str, tmp_path: Path
) -> None:
    again = tmp_path / "again.tenant"
    asked = ["tenant", "export", str(again), "--database", small_url, "--tenant", TENANT]
    _killed("_put", *asked)
    assert not again.exists()
    assert main(asked) == 0
    main(["migrate", "--database", f"sqlite:///{tmp_path / 'b.db'}"])
    assert (
        main(["tenant", "import", str(again), "--database", f"sqlite:///{tmp_path / 'b.db'}"]) == 0
    )


def test_what_was_changed_on_the_way_is_refused(
    taken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there, changed = f"sqlite:///{tmp_path / 'b.db'}", tmp_path / "changed.tenant"
    main(["migrate", "--database", there])
    with zipfile.ZipFile(taken) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"Bob", b"Eve"))
    assert main(["tenant", "import", str(changed), "--database", there]) == 2
    assert "is not what was taken out; nothing was changed" in capsys.readouterr().err
    assert main(["tenant", "import", str(tmp_path / "none"), "--database", there]) == 2
    assert main(["tenant", "import", str(taken), "--database", there]) == 0


def test_who_is_not_there_and_what_is_there_is_refused(taken: Path, small_url: str) -> None:
    given = ["tenant", "export", "--database", small_url, "--tenant"]
    assert main([*given, "nobody", str(taken.with_name("x"))]) == 2
    assert main([*given, TENANT, str(taken)]) == 2
    assert not taken.with_name("x").exists()
