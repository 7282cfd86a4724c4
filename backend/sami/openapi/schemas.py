"""Adapts the JSON Schemas of pydantic and FastAPI to the needs of client generators."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

_DATA = {"default", "enum", "example", "examples"}


class BodySchema(GenerateJsonSchema):
    """Generates schemas without defaults. A client that fills in defaults sends values that its user never set, and a
    patch would then apply them.
    """

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def drop_titles(node: Any) -> None:
    """Removes titles such as "First Name" for `first_name`: they say nothing, and clients repeat them in comments."""
    if isinstance(node, list):
        for child in node:
            drop_titles(child)
    elif isinstance(node, dict):
        # The value of a member called "title" is a schema, not a string.
        if isinstance(node.get("title"), str):
            del node["title"]
        for name, child in node.items():
            if name not in _DATA:
                drop_titles(child)


def remove_null(parameter: dict[str, Any]) -> None:
    """Removes null from an optional parameter: it can be left out, but a URL or a header has no null."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema.update(kinds[0])


def exclude_nul(parameter: dict[str, Any]) -> None:
    """Documents that `check_parameters` refuses NUL, where nothing else in the schema excludes it."""
    schema = parameter["schema"]
    if (
        parameter["in"] == "query"
        and schema.get("type") == "string"
        and not schema.keys() & {"enum", "format", "pattern"}
    ):
        schema["pattern"] = r"^[^\u0000]*$"


def allow_new_values(text: dict[str, Any], reference: str) -> None:
    """Lets `text` be in the enum at `reference` or any other string, so that new values don't break old clients."""
    text["anyOf"] = [{"$ref": reference}, {"type": text.pop("type")}]
