"""`onrecord import` shows what a file holds, brings it once, and lists what it did not understand."""

import resource
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from onrecord_server import Attachments, OnRecord
from onrecord_server.cli import main


CHAT = "lost\n13/06/18, 21:25 - Ann: one\n13/06/18, 21:26 - Ben: two\n"


def test_a_file_is_looked_at_first_and_brought_once(
    tmp_path: Path,
    small_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file, module = tmp_path / "_chat.txt", ModuleType("a_host_who_imports")
    file.write_text(CHAT, "utf-8")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    given = ["--app", module.__name__, "--tenant", "acme", "--format", "whatsapp"]

    def run(*more: str) -> tuple[int, str, str]:
        module.chat = OnRecord(small_url, identify=lambda _: None, tenants=["acme"])  # type: ignore[attr-defined]
        status = main(["import", str(file), *given, *more])
        return status, *capsys.readouterr()

    status, _, error = run()
    assert (status, "choice_needed" in error) == (2, True)
    zone = ("--tz", "UTC")
    status, said, _ = run(*zone)
    assert status == 0
    assert "2 messages, 2018-06-13 to 2018-06-13" in said
    assert "Ann: 1, an outsider" in said
    assert "nothing was brought yet" in said
    status, said, _ = run(*zone, "--yes")
    assert (status, said.splitlines()[-2:]) == (
        1,
        [
            "2 messages, 0 of them kept back, 1 not understood",
            "1: no message begins before this line",
        ],
    )
    assert run(*zone, "--yes")[1] == said, "nothing is brought twice"
    assert run("--person", "Ann")[0] == 2
    file.write_text(CHAT.replace("Ann", "\x1b]0;A\x07nn"), "utf-8")
    assert not set("\x1b\x07") & set(run(*zone)[1]), "a file steers no terminal"
    file.unlink()
    assert run(*zone)[0] == 2


def test_the_file_is_given_back_as_it_came_and_never_over_another(
    tmp_path: Path,
    small_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file, module = tmp_path / "again.txt", ModuleType("a_host_who_takes")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    with closing(OnRecord(small_url, identify=lambda _: None, tenants=["acme"])) as chat:
        chat.migrate()
        with chat.acting_as("acme") as host:
            kept = host.imports.upload("whatsapp", "_chat.txt", BytesIO(CHAT.encode()))

    def take(import_id: str) -> tuple[int, str, str]:
        module.chat = OnRecord(small_url, identify=lambda _: None, tenants=["acme"])  # type: ignore[attr-defined]
        asked = ["import-file", import_id, str(file), "--app", module.__name__]
        return main([*asked, "--tenant", "acme"]), *capsys.readouterr()

    assert take(kept.id)[:2] == (0, f"sha256 {kept.sha256}\n")
    assert file.read_bytes() == CHAT.encode()
    status, _, error = take(kept.id)
    assert (status, "is there already" in error) == (2, True)
    file.unlink()
    assert take("ipt_" + "0" * 32)[0] != 0
    assert not file.exists()


#: Bytes of a file for which there is no room, and of one for which there is: that of the database, too.
TOO_LARGE, ROOM = 12 << 20, 8 << 20


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file of this process become large, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_where_the_disk_is_full_nothing_is_left_of_the_file(
    tmp_path: Path,
    small_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    module, there = ModuleType("a_host_without_room"), tmp_path / "taken"
    there.mkdir()
    monkeypatch.setitem(sys.modules, module.__name__, module)

    def chat() -> OnRecord:
        files = Attachments(store=str(tmp_path / "files"))
        return OnRecord(small_url, identify=lambda _: None, tenants=["acme"], attachments=files)

    with closing(chat()) as made:
        made.migrate()
        with made.acting_as("acme") as host:
            kept = host.imports.upload("whatsapp", "_chat.txt", BytesIO(bytes(TOO_LARGE)))
    asked = ["import-file", kept.id, str(there / "again.txt"), "--app", module.__name__]
    module.chat = chat()  # type: ignore[attr-defined]
    with no_room():
        assert main([*asked, "--tenant", "acme"]) == 2
    assert "cannot be written: File too large" in capsys.readouterr().err
    assert list(there.iterdir()) == []
    module.chat = chat()  # type: ignore[attr-defined]
    assert main([*asked, "--tenant", "acme"]) == 0
    assert [one.name for one in there.iterdir()] == ["again.txt"]
    assert (there / "again.txt").stat().st_size == TOO_LARGE
