"""JSON Schemas as client generators want them, where pydantic and FastAPI write them otherwise."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

_DATA = {"default", "enum", "example", "examples"}


class BodySchema(GenerateJsonSchema):
    """Without defaults: a client that fills them in sends what its user never said, and a patch then changes it."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def drop_titles(node: Any) -> None:
    """A "First Name" above `first_name` tells nobody anything, and clients repeat it in every comment."""
    if isinstance(node, list):
        for child in node:
            drop_titles(child)
    elif isinstance(node, dict):
        # A member of that name has a schema, not a text.
        if isinstance(node.get("title"), str):
            del node["title"]
        for name, child in node.items():
            if name not in _DATA:
                drop_titles(child)


def never_null(parameter: dict[str, Any]) -> None:
    """A parameter can be left out, but there is no null in a URL or a header."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema.update(kinds[0])


def without_nul(parameter: dict[str, Any]) -> None:
    """Says what `check_parameters` refuses, where nothing else in the schema does."""
    schema = parameter["schema"]
    if (
        parameter["in"] == "query"
        and schema.get("type") == "string"
        and not schema.keys() & {"enum", "format", "pattern"}
    ):
        schema["pattern"] = r"^[^\u0000]*$"


def open_up(text: dict[str, Any], reference: str) -> None:
    """Lets `text` be of the enum at `reference`, or a value of tomorrow, which must not break a client of today."""
    text["anyOf"] = [{"$ref": reference}, {"type": text.pop("type")}]
