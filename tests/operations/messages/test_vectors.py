"""Whom a text names and which keywords it holds: the same answers as the widgets'."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord_server.messages import markup
from onrecord_server.preferences.rules import keywords_in


DATA = Path(__file__).parents[2] / "data"


def _vectors(name: str) -> list[Any]:
    found = json.loads((DATA / name).read_text("utf-8"))
    return [pytest.param(vector, id=vector["name"]) for vector in found]


@pytest.mark.parametrize("vector", _vectors("mentions.json"))
def test_whom_a_text_names(vector: dict[str, Any]) -> None:
    named = markup.named(vector["text"], 100)
    said = {"people": list(named.people), "roles": list(named.roles), "wide": named.wide}
    assert said == {name: vector[name] for name in said}


@pytest.mark.parametrize("vector", _vectors("keywords.json"))
def test_which_keywords_a_text_holds(vector: dict[str, Any]) -> None:
    wanted = keywords_in(vector["words"])
    found = [] if wanted is None else wanted.findall(vector["text"])
    assert found == vector["found"]
