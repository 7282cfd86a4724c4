"""Examples for the docs, made of the examples that schemas give of their members: one home, and never out of date."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

_PLAIN = {
    "uuid": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
    "date-time": "2026-03-31T09:30:00.000000Z",
    "date": "2026-03-31",
    "email": "ada@example.com",
    "string": "…",
    "integer": 1,
    "boolean": False,
}


def example_of(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    """What a value of `schema` may look like; `schemas` are those that it may refer to, by name.

    Of objects, the members that may be absent and have no example of their own are left out.
    """
    for own in ("examples", "enum"):
        if schema.get(own):
            return schema[own][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    if schema.get("type") == "object":
        members = schema.get("properties", {}).items()
        return {name: example_of(member, schemas) for name, member in members if _telling(name, member, schema)}
    return _PLAIN.get(schema.get("format") or schema.get("type") or "")


def _telling(name: str, member: Schema, schema: Schema) -> bool:
    return name in schema.get("required", ()) or "examples" in member
