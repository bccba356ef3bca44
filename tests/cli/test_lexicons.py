"""`onrecord lexicons` says what is wrong with a list, what it finds, and brings it to a tenant."""

import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from onrecord_server import OnRecord
from onrecord_server.cli import main


SHORT = "name: short\ntitle: Short\nterms: [{text: off the record}]\n"


def test_one_of_ours_is_printed_checked_and_finds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lexicons", "start", "inclusive-de"]) == 0
    ours = tmp_path / "ours.yaml"
    ours.write_text(capsys.readouterr().out, "utf-8")
    assert main(["lexicons", "check", str(ours), "--text", "Zwei Manntage"]) == 0
    about, hit = capsys.readouterr().out.splitlines()
    assert about.startswith("inclusive-de: 45 terms, 0 expressions, sha256:")
    assert hit == '5-13 Manntage: "Manntage"'


def _chat(url: str) -> OnRecord:
    return OnRecord(url, identify=lambda _: None, tenants=["acme"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (SHORT + "expressions: [{name: e, pattern: '('}]\n", 1),
        ("name: [", 2),
        ("name: x\ntitle: X\nterms: []\n", 2),
        ("!!python/object/apply:os.getcwd []", 2),
    ],
)
def test_what_is_no_list_is_said(text: str, status: int, tmp_path: Path) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(text, "utf-8")
    assert main(["lexicons", "check", str(file)]) == status
    assert main(["lexicons", "start", "no-such-list"]) == 2


def test_it_is_brought_to_a_tenant_as_a_draft(
    tmp_path: Path,
    small_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file, module = tmp_path / "list.yaml", ModuleType("a_host_with_lists")
    file.write_text(SHORT, "utf-8")
    assert main(["lexicons", "put", str(file)]) == 2
    module.chat = _chat(small_url)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    given = ["--app", module.__name__, "--tenant", "acme"]
    assert main(["lexicons", "put", str(file), *given]) == 0
    with closing(_chat(small_url)) as chat, chat.acting_as("acme") as host:
        assert host.lexicons.get("short").state == "draft"
    assert capsys.readouterr().out.startswith("short: version 1, draft, 0 changes\nsha256:")
