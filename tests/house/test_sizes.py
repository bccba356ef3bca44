"""Functions and files stay short enough to be read."""

from statistics import median

from tests.support.project import PACKAGES, ROOT, functions, sources


WRITTEN = (*PACKAGES, ROOT / "examples", ROOT / ".ci", ROOT / "hatch_build.py")
#: What has to be one file, so that somebody outside can read it and run it alone.
ONE_FILE = {"verify_bundle.py": 530}


def test_no_function_body_has_more_than_40_lines() -> None:
    found = [f for path in sources(*WRITTEN, ROOT / "tests") for f in functions(path)]
    assert [f"{f.where}: {f.lines}" for f in found if f.lines > 40] == []


def test_half_of_the_functions_have_at_most_10_lines() -> None:
    assert median(f.lines for path in sources(*PACKAGES) for f in functions(path)) <= 10


def test_no_file_has_more_than_400_lines() -> None:
    python = sources(*WRITTEN, ROOT / "tests")
    typescript = sources(ROOT / "widgets", suffix=".ts")
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in python + typescript}
    most = {path: ONE_FILE.get(path.name, 400) for path in lines}
    assert [f"{path.relative_to(ROOT)}: {n}" for path, n in lines.items() if n > most[path]] == []
