"""Print the wire models as TypeScript: widgets/src/generated/wire.ts, and choices as lists: lists.ts.

Run without arguments to write, with --check to exit 1 when the file is stale. What the server
answers has every member; of what a caller says, members with a default may be left out.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "sdk"))

from pydantic import BaseModel  # noqa: E402
from pydantic.json_schema import models_json_schema  # noqa: E402

import onrecord.wire  # noqa: E402
from onrecord.endpoints import ENDPOINTS  # noqa: E402
from onrecord.errors import refusals  # noqa: E402
from onrecord.wire import frames  # noqa: E402
from onrecord.wire._base import Wire  # noqa: E402
from onrecord.wire.events import EVENTS, Envelope  # noqa: E402
from onrecord.wire.page import Page  # noqa: E402


TARGET = ROOT / "widgets/src/generated/wire.ts"
HEADER = "// Printed from the wire models by .ci/wire_types.py. Do not edit.\n"
#: Choices that a screen offers one by one, by the name of their list.
LISTS = {"TRAIL_AREAS": "TrailArea"}
LISTS_TARGET = TARGET.with_name("lists.ts")
Schema = dict[str, Any]
Mode = Literal["validation", "serialization"]


def named_literals() -> dict[tuple[Any, ...], str]:
    """Return the choices that have a name in the wire modules, by their values."""
    found: dict[tuple[Any, ...], str] = {}
    for info in pkgutil.iter_modules(onrecord.wire.__path__):
        module = importlib.import_module(f"onrecord.wire.{info.name}")
        for name, value in vars(module).items():
            if get_origin(value) is Literal:
                found[get_args(value)] = name
    return found


CHOICES = named_literals()


def item_of(model: type[BaseModel]) -> type[BaseModel] | None:
    """Return what a page is a page of; None for anything else."""
    if not issubclass(model, Page):
        return None
    item: type[BaseModel] = model.__pydantic_generic_metadata__["args"][0]
    return item


def result_type(model: type[BaseModel]) -> str:
    """Return a result's type, pages as a generic."""
    item = item_of(model)
    return model.__name__ if item is None else f"Page<{item.__name__}>"


def schemas(models: Iterable[type[BaseModel]], mode: Mode) -> dict[str, Schema]:
    """Return the JSON schema of every model and of what it refers to, by name."""
    _, document = models_json_schema([(m, mode) for m in models], ref_template="{model}")
    definitions: dict[str, Schema] = document["$defs"]
    return definitions


def ts(schema: Schema) -> str:
    """Return the TypeScript type of a schema."""
    if "$ref" in schema:
        return str(schema["$ref"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(ts(option) for option in schema[several])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return CHOICES.get(tuple(schema["enum"])) or " | ".join(map(json.dumps, schema["enum"]))
    return plain(schema)


def plain(schema: Schema) -> str:
    """Return the TypeScript type of a scalar, list or object."""
    match schema.get("type"):
        case "integer" | "number":
            return "number"
        case "string" | "boolean" | "null" as name:
            return str(name)
        case "array":
            inner = ts(schema.get("items", {}))
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        case "object":
            keyed = list(schema.get("patternProperties", {}).values())
            more = [*keyed, schema.get("additionalProperties")][0]
            return f"Record<string, {ts(more) if isinstance(more, dict) else 'unknown'}>"
    return "unknown"


def comment(schema: Schema) -> str:
    """Return the first paragraph of a model's docstring as a doc comment."""
    text = " ".join(schema.get("description", "").split("\n\n")[0].split())
    return f"/** {text.replace('``', '`')} */\n" if text else ""


def interface(name: str, schema: Schema) -> str:
    """Return one interface."""
    required = schema.get("required", [])
    lines = [
        f"  {member}{'' if member in required else '?'}: {ts(part)};\n"
        for member, part in schema.get("properties", {}).items()
    ]
    if not lines:
        return f"{comment(schema)}export type {name} = Record<string, never>;\n"
    return f"{comment(schema)}export interface {name} {{\n{''.join(lines)}}}\n"


def interfaces(found: dict[str, Schema], seen: set[str]) -> str:
    """Return the interfaces of what was not printed before, by name."""
    new = sorted(found.keys() - seen)
    seen.update(new)
    return "\n".join(interface(name, found[name]) for name in new)


def union(name: str, members: Iterable[str]) -> str:
    """Return a union, one member a line."""
    return f"export type {name} =\n" + "\n".join(f"  | {m}" for m in members) + ";\n"


def resources() -> list[type[BaseModel]]:
    """Return every model that an endpoint answers with, pages opened."""
    found = (item_of(e.result) or e.result for e in ENDPOINTS.values())
    return sorted(set(found), key=lambda model: model.__name__)


def commands() -> dict[str, Schema]:
    """Return the commands; a model that is also a resource is ``…Input`` here."""
    found = schemas([e.command for e in ENDPOINTS.values()], "validation")
    shared = {name for name in found if issubclass(by_name().get(name, BaseModel), Wire)}
    text = json.dumps(found)
    for name in shared:
        text = text.replace(f'"$ref": "{name}"', f'"$ref": "{name}Input"')
    renamed: dict[str, Schema] = json.loads(text)
    return {f"{n}Input" if n in shared else n: schema for n, schema in renamed.items()}


def by_name() -> dict[str, type[BaseModel]]:
    """Return every model that is a resource, by name."""
    return {model.__name__: model for model in Wire.__subclasses__()}


def operations() -> str:
    """Return the map from an endpoint's name to what it takes, answers, and where it is."""
    lines = ["/** Everything that can be asked, by its name on the socket. */"]
    lines.append("export interface Operations {")
    for name, e in ENDPOINTS.items():
        lines += [f'  "{name}": {{', f"    args: {e.command.__name__};"]
        lines += [f"    result: {result_type(e.result)};", f'    method: "{e.method}";']
        lines += [f'    path: "{e.path}";', f"    writes: {str(e.writes).lower()};", "  };"]
    return "\n".join([*lines, "}"]) + "\n\nexport type Operation = keyof Operations;\n"


def problems() -> str:
    """Return the problem document and its codes."""
    codes = union("ErrorCode", (json.dumps(code) for code in sorted(refusals())))
    members = "type: string; title: string; status: number; code: ErrorCode; detail: string;"
    optional = "retry_after?: number; request_id?: string"
    lines = [*members.rstrip(";").split("; "), "errors?: ErrorPlace[]", *optional.split("; ")]
    place = "export interface ErrorPlace {\n  pointer: string;\n  detail: string;\n}\n"
    body = "".join(f"  {line};\n" for line in lines)
    about = "/** A refusal on the wire (RFC 9457). */\n"
    return f"{codes}\n{place}\n{about}export interface Problem {{\n{body}}}\n"


def client_frames() -> list[type[BaseModel]]:
    """Return the frames that a client may send."""
    return list(get_args(get_args(frames.ClientFrame)[0]))


def printed() -> str:
    """Return the whole file."""
    seen: set[str] = set()
    server = list(frames.SERVER_FRAMES)
    aliases = (f"export type {n} = {' | '.join(map(json.dumps, v))};" for v, n in CHOICES.items())
    page = "export interface Page<T> {\n  data: T[];\n  next_cursor: string | null;\n}\n"
    parts = [
        HEADER,
        "\n".join(sorted(aliases)) + "\n",
        page,
        interfaces(schemas(resources(), "serialization"), seen),
        interfaces(commands(), seen),
        interfaces(schemas(EVENTS.values(), "serialization"), seen),
        union("Event", (model.__name__ for model in EVENTS.values())),
        interfaces(schemas([Envelope], "serialization"), seen),
        interfaces(schemas(server, "serialization"), seen),
        union("ServerFrame", (model.__name__ for model in server)),
        interfaces(schemas(client_frames(), "validation"), seen),
        union("ClientFrame", (model.__name__ for model in client_frames())),
        operations(),
        problems(),
    ]
    return "\n".join(parts).replace(ts_of_event(), "Event")


def lists() -> str:
    """Return the choices that are needed as values, each as a list."""
    choices = {name: values for values, name in CHOICES.items()}
    names = ", ".join(sorted(LISTS.values()))
    parts = [
        f"export const {name}: readonly {choice}[] = [\n"
        + "".join(f"  {json.dumps(value)},\n" for value in choices[choice])
        + "];\n"
        for name, choice in LISTS.items()
    ]
    imported = f'import type {{ {names} }} from "./wire.ts";\n'
    return "\n".join([HEADER, imported, *parts])


def ts_of_event() -> str:
    """Return how the envelope's event prints before it is given its name."""
    envelope = schemas([Envelope], "serialization")["Envelope"]
    return ts(envelope["properties"]["event"])


def main(arguments: list[str]) -> int:
    """Write, or with --check only compare."""
    files = {TARGET: printed(), LISTS_TARGET: lists()}
    now = {path: path.read_text("utf-8") if path.is_file() else "" for path in files}
    stale = [path for path, wanted in files.items() if now[path] != wanted]
    if "--check" in arguments:
        for path in stale:
            print(f"stale, run python .ci/wire_types.py: {path.relative_to(ROOT)}")
        return int(bool(stale))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(files[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
