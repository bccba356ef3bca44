"""What a package exports is one sorted, complete list."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.project import PACKAGES, sources


@pytest.fixture(params=[folder.name for folder in PACKAGES])
def package(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(request.param)


def test_the_list_is_sorted_and_names_things_that_exist(package: ModuleType) -> None:
    assert package.__all__ == sorted(package.__all__, key=_as_ruff_sorts)
    assert [name for name in package.__all__ if not hasattr(package, name)] == []


def test_no_public_name_is_missing_from_the_list(package: ModuleType) -> None:
    public = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public - set(package.__all__) == set()


def test_every_exported_name_says_what_it_is(package: ModuleType) -> None:
    things = {name: getattr(package, name) for name in package.__all__ if not name.startswith("_")}
    named = {name: thing for name, thing in things.items() if isinstance(thing, type)}
    assert [name for name, thing in named.items() if not thing.__doc__] == []


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_both_packages_are_typed_for_their_users(folder: Path) -> None:
    assert (folder / "py.typed").is_file()
    assert sources(folder)


def _as_ruff_sorts(name: str) -> tuple[bool, bool, str]:
    """Constants first, then classes, then the rest: the order that ruff's RUF022 keeps."""
    return not name.isupper(), not name[0].isupper(), name
