"""Builds the docs' examples from the examples in the schemas' members, so that they never go out of date."""

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
    """Returns an example value of `schema`. `schemas` has the schemas that it may refer to, by name.

    Optional members without an example of their own are left out of objects.
    """
    for source in ("examples", "enum"):
        if schema.get(source):
            return schema[source][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    if schema.get("type") == "object":
        members = schema.get("properties", {}).items()
        return {name: example_of(member, schemas) for name, member in members if _is_shown(name, member, schema)}
    return _PLAIN.get(schema.get("format") or schema.get("type") or "")


def _is_shown(name: str, member: Schema, schema: Schema) -> bool:
    return name in schema.get("required", ()) or "examples" in member
