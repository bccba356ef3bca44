"""Write the tables of docs/reference from the code, so that no public name goes undocumented.

`python .ci/reference.py` writes them, `--check` fails when a page is stale. Prose stands outside
the markers and is left alone.
"""

import ast
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "sdk"), str(ROOT / "server_kit")]
PAGES = ROOT / "docs" / "reference"
SETTINGS = (
    ("config", "OnRecordConfig"),
    ("core.settings", "Limits"),
    ("core.files", "Attachments"),
    ("core.files", "FileRules"),
    ("doorway.limits", "RateLimits"),
    ("doorway.limits", "Rate"),
    ("tenants.directory", "Tenant"),
    ("people.identity", "Identity"),
    ("journaling.given", "Journal"),
    ("people.issuers", "Issuer"),
)
BEGIN, END = "<!-- begin: written by .ci/reference.py -->", "<!-- end -->"

Row = tuple[str, ...]


def endpoints() -> str:
    """One section for each endpoint: route, scope, command, result."""
    from onrecord.endpoints import ENDPOINTS, RAW

    plain = {name: _endpoint(value) for name, value in ENDPOINTS.items()}
    raw = {name: _raw(value) for name, value in RAW.items()}
    return "\n\n".join(text for _, text in sorted((plain | raw).items()))


def _raw(endpoint: Any) -> str:
    way = "takes octets · writes" if endpoint.writes else "answers octets"
    head = f"## `{endpoint.name}`\n\n`{endpoint.method} /v1{endpoint.path}` · {way} · HTTP only"
    result = f"`{endpoint.result.__name__}`" if endpoint.result else "the bytes"
    about = f"{_text(endpoint.command)}\n\n{_members(endpoint.command)}"
    return f"{head}\n\n{about}\n\nResult: {result}"


def _endpoint(endpoint: Any) -> str:
    facts = [f"`{endpoint.method} /v1{endpoint.path}`", f"answers {endpoint.status}"]
    facts += [f"needs the scope `{endpoint.scope}`"] if endpoint.scope else []
    facts += ["writes"] if endpoint.writes else []
    head = f"## `{endpoint.name}`\n\n{' · '.join(facts)}\n\n{_text(endpoint.command)}"
    return f"{head}\n\n{_members(endpoint.command)}\n\nResult: {_result(endpoint.result)}"


def _result(model: Any) -> str:
    inner = getattr(model, "__pydantic_generic_metadata__", {}).get("args") or ()
    name = model.__name__.split("[")[0]
    return f"`{name}`" + (f" of `{inner[0].__name__}`" if inner else "")


def events() -> str:
    """One section for each event, and its members."""
    from onrecord.wire.events import EVENTS

    return "\n\n".join(
        f"## `{name}`\n\n{_text(model)}\n\n{_members(model)}"
        for name, model in sorted(EVENTS.items())
    )


def resources() -> str:
    """One section for each shape that the server answers with."""
    import onrecord.wire
    from onrecord.wire._base import Command, Wire
    from onrecord.wire.events import EVENTS

    for module in pkgutil.iter_modules(onrecord.wire.__path__):
        importlib.import_module(f"onrecord.wire.{module.name}")
    shapes = {kind.__name__: kind for kind in _family(Wire) if "[" not in kind.__name__}
    found = [
        f"## `{name}`\n\n{_text(shape)}\n\n{_members(shape)}"
        for name, shape in sorted(shapes.items())
        if not issubclass(shape, Command) and shape not in EVENTS.values() and shape is not Wire
    ]
    return "\n\n".join(found)


def python() -> str:
    """One section for each exported name of the two packages."""
    sections = []
    for package in map(importlib.import_module, ("onrecord", "onrecord_server")):
        sections.append(f"## `import {package.__name__}`\n\n{_text(package)}")
        names = [name for name in package.__all__ if not name.startswith("_")]
        sections += [f"### `{name}`\n\n{_about(getattr(package, name))}" for name in names]
    return "\n\n".join(sections)


def _about(thing: Any) -> str:
    own = isinstance(thing, type) or callable(thing)
    return _text(thing) if own and thing.__doc__ else "See its type."


def errors() -> str:
    """One row for each refusal, by its code."""
    from onrecord.errors import Refusal

    rows = [
        (f"`{r.code}`", str(r.status), f"`{r.__name__}`", _text(r).partition("\n\n")[0])
        for r in _family(Refusal)
    ]
    return _table(("code", "status", "class", "when"), sorted(rows))


def _family(kind: type[Any]) -> Iterator[type[Any]]:
    if kind.__module__.split(".")[0] == "onrecord":  # the server's own kinds are not public
        yield kind
        for child in kind.__subclasses__():
            yield from _family(child)


def config() -> str:
    """One table for each class of settings."""
    found = [section for source in SETTINGS for section in _classes(*source)]
    return "\n\n".join(found) or "There are no settings yet."


def _classes(module: str, name: str) -> Iterator[str]:
    path = ROOT / "server_kit" / "onrecord_server" / f"{module.replace('.', '/')}.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    for node in ast.parse("\n".join(lines)).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            rows = list(_fields(node, lines))
            text = (ast.get_docstring(node) or "").replace("``", "`")
            yield f"## `{node.name}`\n\n{text}\n\n{_table(('name', 'type', 'default', ''), rows)}"


def _fields(node: ast.ClassDef, lines: list[str]) -> Iterator[Row]:
    for index, item in enumerate(node.body):
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            default = f"`{_default(item.value)}`" if item.value else "required"
            about = _comment(lines, item.lineno) or _docstring_after(node.body[index + 1 :])
            yield f"`{item.target.id}`", f"`{ast.unparse(item.annotation)}`", default, about


def _default(value: ast.expr) -> str:
    given = {k.arg: k.value for k in value.keywords} if isinstance(value, ast.Call) else {}
    if "default_factory" in given:
        return {"dict": "{}"}.get(made := ast.unparse(given["default_factory"]), f"{made}()")
    return ast.unparse(given.get("default", value))


def _comment(lines: list[str], number: int) -> str:
    above: list[str] = []
    for line in reversed(lines[: number - 1]):
        if not line.strip().startswith("#:"):
            break
        above.insert(0, line.strip()[2:].strip())
    return " ".join(above)


def _docstring_after(rest: list[ast.stmt]) -> str:
    match rest[:1]:
        case [ast.Expr(value=ast.Constant(value=str(text)))]:
            return " ".join(text.split())
    return ""


def cli() -> str:
    """One section for each command of ``onrecord``, and what it takes."""
    from onrecord_server.cli import parser

    return "\n\n".join(_commands(parser(), "onrecord"))


def _commands(parser: Any, called: str) -> Iterator[str]:
    for action in filter(_has_verbs, _actions(parser)):
        helps = {choice.dest: choice.help for choice in action._choices_actions}  # noqa: SLF001
        for name, child in action.choices.items():
            yield _command(child, f"{called} {name}", helps[name])
            yield from _commands(child, f"{called} {name}")


def _actions(parser: Any) -> list[Any]:
    """What a parser takes; argparse has no public way to ask for it."""
    return [a for a in parser._actions if "--help" not in a.option_strings]  # noqa: SLF001


def _has_verbs(action: Any) -> bool:
    return isinstance(action.choices, dict)


def _command(parser: Any, called: str, said: str) -> str:
    own = [action for action in _actions(parser) if not _has_verbs(action)]
    rows = [(_argument(a), (a.help or "").replace("%(default)s", str(a.default))) for a in own]
    head = f"## `{called}`\n\n{said[:1].upper()}{said[1:]}."
    return f"{head}\n\n{_table(('argument', ''), rows)}" if rows else head


def _argument(action: Any) -> str:
    values = "|".join(map(str, action.choices or ())) or action.metavar or action.dest.upper()
    if not action.option_strings:
        return f"`{values}`" + (" (may be left out)" if action.nargs == "?" else "")
    value = "" if action.nargs == 0 else f" {values}"
    return f"`{', '.join(action.option_strings)}{value}`" + (" required" if action.required else "")


def _text(thing: Any) -> str:
    first = (thing.__doc__ or "").strip().split("\n\n")
    return "\n\n".join(" ".join(part.split()).replace("``", "`") for part in first)


def _members(model: Any) -> str:
    schema = model.model_json_schema()
    required = schema.get("required", [])
    rows = [
        (f"`{name}`", _type(part), "yes" if name in required else "", part.get("description", ""))
        for name, part in schema.get("properties", {}).items()
    ]
    return _table(("member", "type", "required", ""), rows) if rows else "No members."


def _type(part: dict[str, Any]) -> str:
    if "anyOf" in part:
        return " or ".join(_type(option) for option in part["anyOf"])
    if "const" in part:
        return f"`{part['const']}`"
    if "enum" in part:
        return " or ".join(f"`{value}`" for value in part["enum"])
    if part.get("type") == "array":
        return f"list of {_type(part.get('items', {}))}"
    return str(part.get("$ref", part.get("type", "any"))).rsplit("/", 1)[-1]


def _table(head: Row, rows: list[Row]) -> str:
    cells = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells
    )


TITLES: dict[str, tuple[str, Callable[[], str]]] = {
    "endpoints": ("Endpoints", endpoints),
    "events": ("Events", events),
    "errors": ("Errors", errors),
    "resources": ("Resources", resources),
    "python": ("Python names", python),
    "config": ("Settings", config),
    "cli": ("Command line", cli),
}


def page(name: str) -> tuple[Path, str, str]:
    """Return the path of a page, its text now, and its text as the code would have it."""
    title, body = TITLES[name]
    path = PAGES / f"{name}.md"
    now = path.read_text(encoding="utf-8") if path.is_file() else f"# {title}\n\n{BEGIN}\n{END}\n"
    before, _, rest = now.partition(BEGIN)
    return path, now, f"{before}{BEGIN}\n{body()}\n{END}{rest.partition(END)[2]}"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only name the stale ones."""
    check, stale = "--check" in arguments, []
    for path, now, wanted in map(page, TITLES):
        if now == wanted and path.is_file():
            continue
        stale.append(path.name)
        if not check:
            path.write_text(wanted, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join(stale)}; run `make generate`")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
