"""Print what a form of the policy consists of: widgets/src/generated/policy_form.ts.

Run without arguments to write, with --check to exit 1 when the file is stale. It follows from the
wire model's JSON schema, so that a member which is added there has its field.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "sdk"))

from onrecord.wire.policy_document import PolicyDocument  # noqa: E402


TARGET = ROOT / "widgets/src/generated/policy_form.ts"
HEADER = "// Printed from the model of the policy by .ci/policy_form.py. Do not edit.\n"
DURATION, NAME = "^P(", "^[a-z]["
#: A text that may be longer is written in several lines.
LINE = 500
Schema = dict[str, Any]

TYPES = """import type { PolicyDocument } from "./wire.ts";

/** What one member is, and what may be written there. */
export interface PolicyField {
  readonly is:
    | "text"
    | "lines"
    | "name"
    | "time"
    | "number"
    | "flag"
    | "choice"
    | "choices"
    | "names"
    | "part"
    | "parts"
    | "keyed";
  /** It must be there. */
  readonly must?: true;
  /** What holds where nothing is said. */
  readonly otherwise?: unknown;
  readonly least?: number;
  readonly most?: number;
  readonly whole?: true;
  /** What may be chosen. */
  readonly options?: readonly string[];
  /** The part that it is; one by each kind where there are several. */
  readonly of?: string | Readonly<Record<string, string>>;
}
export type PolicyPart = Readonly<Record<string, PolicyField>>;
"""


def field(schema: Schema, must: bool) -> Schema:
    """Return what the form needs of one member."""
    inner = next((one for one in schema.get("anyOf", []) if one.get("type") != "null"), schema)
    found = kind(inner)
    if must:
        found["must"] = True
    if schema.get("default") is not None:
        found["otherwise"] = schema["default"]
    return found


def kind(schema: Schema) -> Schema:
    """Return what is written there, and within which bounds."""
    if "$ref" in schema:
        return {"is": "part", "of": schema["$ref"]}
    if "enum" in schema or "const" in schema:
        return {"is": "choice", "options": schema.get("enum") or [schema["const"]]}
    return KINDS[schema["type"]](schema)


def number(schema: Schema) -> Schema:
    """Return a number with its bounds."""
    least = schema.get("minimum", schema.get("exclusiveMinimum"))
    found = {"is": "number", "least": least, "most": schema["maximum"]}
    return found | ({"whole": True} if schema["type"] == "integer" else {})


def keyed(schema: Schema) -> Schema:
    """Return parts by names."""
    found = schema.get("patternProperties", {"": schema.get("additionalProperties")})
    return {"is": "keyed", "of": next(iter(found.values()))["$ref"]}


def several(schema: Schema) -> Schema:
    """Return a list: of parts, of choices, or of names."""
    items = schema["items"]
    if "oneOf" in items:
        kinds = {part: kind for kind, part in items["discriminator"]["mapping"].items()}
        return {"is": "parts", "of": {kinds[one["$ref"]]: one["$ref"] for one in items["oneOf"]}}
    if "$ref" in items:
        return {"is": "parts", "of": items["$ref"]}
    if "enum" in items:
        return {"is": "choices", "options": items["enum"]}
    return {"is": "names"}


def text(schema: Schema) -> Schema:
    """Return a text: a time, a name, a line, or lines."""
    pattern, most = schema.get("pattern", ""), schema.get("maxLength")
    if pattern.startswith(DURATION):
        return {"is": "time"}
    if pattern.startswith(NAME):
        return {"is": "name", "most": most or 40}
    return {"is": "lines" if most and most > LINE else "text", "most": most or 300}


KINDS: dict[str, Callable[[Schema], Schema]] = {
    "boolean": lambda _: {"is": "flag"},
    "integer": number,
    "number": number,
    "array": several,
    "object": keyed,
    "string": text,
}


def parts() -> dict[str, dict[str, Schema]]:
    """Return the members of every part, by its name."""
    schema = PolicyDocument.model_json_schema(mode="validation", ref_template="{model}")
    every = {"PolicyDocument": schema, **schema["$defs"]}
    return {
        name: {
            member: field(one, member in part.get("required", []))
            for member, one in part["properties"].items()
            if member != "kind"
        }
        for name, part in every.items()
        if "properties" in part
    }


def printed() -> str:
    """Return the whole file."""
    body = json.dumps(parts(), separators=(",", ":"))
    about = "/** The members of every part, by its name. */\n"
    said = f"export const POLICY_PARTS: Readonly<Record<string, PolicyPart>> = {body};\n"
    return f"{HEADER}{TYPES}\n{about}{said}"


def main(arguments: list[str]) -> int:
    """Write, or with --check only compare."""
    wanted = printed()
    now = TARGET.read_text("utf-8") if TARGET.is_file() else ""
    if "--check" in arguments:
        if now != wanted:
            print("stale, run python .ci/policy_form.py: widgets/src/generated/policy_form.ts")
        return int(now != wanted)
    TARGET.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
