"""What README and docs show is true: code runs, commands, tags and files are real."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import uvicorn

from onrecord.wire import frames as wire
from onrecord_server.cli import parser
from tests.docs.cast import ADDRESS, BETWEEN, stage
from tests.docs.pages import Block, blocks, pages
from tests.support.project import ROOT


PAGES = pages()
#: Pages whose code needs a stage of its own: tests/record/test_guide.py, test_announcement_guide.py.
ELSEWHERE = {ROOT / "docs/concepts/the_record.md", ROOT / "docs/guides/announcements.md"}
WITH_CODE = [
    page
    for page in PAGES
    if page not in ELSEWHERE and any(not block.host for block in blocks(page, "python"))
]
TAG = re.compile(r"<(/?onrecord-[\w-]*)((?:[^>\"]|\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r"([\w-]+)(?==|\s|$)")
EVENT = re.compile(r"addEventListener\(\s*[\"'](onrecord-[\w-]+)")
EXTRA = re.compile(r"onrecord\[([\w,]+)\]")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _all(*languages: str) -> list[Block]:
    return [block for page in PAGES for block in blocks(page, *languages)]


@pytest.mark.parametrize("page", WITH_CODE, ids=_name)
def test_every_python_block_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = [block for block in blocks(page, "python") if not block.host]
    remote = any(ADDRESS in block.text for block in found)
    with stage(tmp_path, remote=remote) as setting:
        for number, block in enumerate(found):
            if (prepare := BETWEEN.get((_name(page), number))) is not None:
                prepare(setting.names)
            setting.run(block)


def test_every_block_names_its_language() -> None:
    assert [block.where for block in _all() if not block.language] == []


@pytest.mark.parametrize("block", _all("json"), ids=lambda block: block.where)
def test_every_json_block_is_json(block: Block) -> None:
    for document in re.split(r"\n(?=\{)", block.text):
        json.loads(document)


@pytest.mark.parametrize("block", _all("toml"), ids=lambda block: block.where)
def test_every_toml_block_is_toml(block: Block) -> None:
    tomllib.loads(block.text)


SERVER = {str(frame.model_fields["type"].default): frame for frame in wire.SERVER_FRAMES}


def test_every_frame_on_a_page_is_one_of_the_protocol() -> None:
    """A call's result is its endpoint's own affair, and shortened on the page."""
    shown = [
        json.loads(line)
        for block in _all("json")
        for line in block.text.splitlines()
        if line.startswith('{"type"') and "urn:" not in line
    ]
    for document in shown:
        kind = SERVER.get(document["type"])
        parse = wire.CLIENT_FRAME.validate_python if kind is None else kind.model_validate
        parse(document)
    assert len(shown) >= 6


# -- elements --------------------------------------------------------------------------------------


def _documented() -> str:
    return (ROOT / "docs/reference/widgets.md").read_text(encoding="utf-8")


def test_every_tag_attribute_and_event_on_a_page_is_documented() -> None:
    page, used = _documented(), set()
    for block in _all("html", "js"):
        used |= set(EVENT.findall(block.text))
        for tag, attributes in TAG.findall(block.text):
            used.add(f"<{tag.removeprefix('/')}>")
            bare = re.sub(r"\"[^\"]*\"", "", attributes).replace("=", " ")
            used |= {name for name in ATTRIBUTE.findall(bare) if name not in ("id", "class")}
    assert sorted(name for name in used if f"`{name}`" not in page) == []


# -- commands --------------------------------------------------------------------------------------


class _Strict(Exception):
    pass


def _lines(block: Block) -> list[list[str]]:
    text = block.text.replace("\\\n", " ")
    lines = [shlex.split(line, comments=True) for line in text.splitlines()]
    return [[w for w in line if not re.fullmatch(r"[A-Z_]+=.*", w)] for line in lines if line]


def _check(words: list[str]) -> None:
    """Refuse a command that does not exist, as far as it is ours to know."""
    match words:
        case ["make", target, *_]:
            makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"
        case ["onrecord", *given]:
            _parse(given)
        case ["pip", "install", *wanted]:
            _check_extras(" ".join(wanted))
        case ["uvicorn", _, *flags]:
            known = {name for option in uvicorn.main.params for name in option.opts}
            assert {flag for flag in flags if flag.startswith("--")} <= known
        case [name, *_]:
            assert name in ("cd", "curl", "cp", "git", "pytest", "python", "sqlite3", "pg_dump"), (
                name
            )


def _parse(given: list[str]) -> None:
    found = parser()

    def refuse(message: str) -> None:
        raise _Strict(message)

    found.error = refuse  # type: ignore[assignment, method-assign]
    try:
        found.parse_args(given)
    except SystemExit as error:
        raise _Strict(f"onrecord {shlex.join(given)}") from error


def _check_extras(text: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for names in EXTRA.findall(text):
        assert set(names.split(",")) <= project["optional-dependencies"].keys()


@pytest.mark.parametrize("block", _all("shell"), ids=lambda block: block.where)
def test_every_command_exists(block: Block) -> None:
    for words in _lines(block):
        _check(words)
