"""README, the page where one signs in and the people of the order desk say the same."""

import re
from pathlib import Path
from typing import Final

from examples.order_desk.people import COLLEAGUES, DESK, NEW, OVERSIGHT


README: Final = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def test_the_readme_counts_the_people_that_there_are() -> None:
    assert len(NEW) == 1
    story = " ".join(README.split())
    assert f"{NUMBERS[len(DESK) - 1].capitalize()} people work on its orders" in story
    assert f"a {ORDINALS[len(DESK)]} came this morning" in story
    assert f"{NUMBERS[len(OVERSIGHT) - 1]} more look after the chat" in story


def test_whom_the_readme_signs_in_as_is_there() -> None:
    named = re.findall(r"\bas ([A-Z][a-z]+)", README)
    first = {each.name.split()[0] for each in COLLEAGUES.values()}
    assert len(named) >= 6
    assert set(named) <= first


def test_who_owns_the_tenant_is_named_on_the_page_and_may_change_its_look() -> None:
    owners = [each for each in COLLEAGUES.values() if "branding:write" in each.scopes]
    assert [each.name for each in owners] == ["Olga Weiss"]
    assert owners[0].duties == ("looks after how the chat looks",)
    assert all(each.duties for each in OVERSIGHT.values())
