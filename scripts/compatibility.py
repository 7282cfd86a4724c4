"""Fails when openapi/openapi.json would break a program that was written against the last release (ADR 19).

A program breaks when the service refuses what it sends, or sends what it can't read:

- what clients send has to be accepted as before: no path, operation, parameter, member, enum value or media type is
  removed, nothing new is required, and no type, format, pattern or limit gets narrower;
- what clients receive has to look as before: no success status, header or member is removed or becomes optional, and no
  value has a new type, a new enum value or a wider limit;
- generated clients use the names of operations, schemas and enum values, so those stay too.

Additions pass, as the docs promise ("Versions"): operations, optional parameters, members of responses, error codes. So
do descriptions, summaries and examples, which no program depends on.

`openapi/released/` has the document of the last release and `accepted.json`: findings that break no client after all,
each with the reason. `make release` replaces the one and empties the other.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

OPENAPI = Path(__file__).parents[1] / "openapi"
RELEASED = OPENAPI / "released"
ACCEPTED = RELEASED / "accepted.json"

Json = Mapping[str, Any]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

#: Keywords of a schema that only explain it. `default` is compared for parameters, where it decides what is done.
_EXPLAINING = {"title", "description", "example", "examples", "default", "deprecated"}
_UPPER_LIMITS = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
_LOWER_LIMITS = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum")
_COMPARED = {
    *("type", "enum", "format", "pattern", "uniqueItems", "items", "properties", "required", "propertyNames"),
    *("additionalProperties", *_UPPER_LIMITS, *_LOWER_LIMITS),
}

#: The pattern of a comma-separated list of names, such as that of `fields`.
_LIST_OF_NAMES = re.compile(r"\^\(([\w|]+)\)\(,\(\1\)\)\*\$")


class Direction(Enum):
    """Who writes the value that a schema describes."""

    SENT = "sent by clients"
    RECEIVED = "received by clients"


@dataclass(frozen=True, slots=True)
class Kind:
    """One alternative of a schema: as the document has it, which may be a reference, and what that refers to."""

    schema: Json
    resolved: Json


class Schemas:
    """Compares schemas of the released document with those of the current one."""

    def __init__(self, released: Json, current: Json) -> None:
        self._documents = {"released": released, "current": current}
        self._compared: dict[tuple[str, Direction], list[str]] = {}

    def changes(self, where: str, released: Json, current: Json, direction: Direction) -> list[str]:
        """The breaking changes from one schema to the other; a named schema's are told under its name."""
        name = _common_name(released, current)
        if name is None:
            return self._union_changes(where, released, current, direction)
        key = (name, direction)
        if key not in self._compared:
            # A schema may contain itself: an inner comparison of the same two adds nothing.
            self._compared[key] = []
            self._compared[key] = self._union_changes(
                name, self.resolve("released", released), self.resolve("current", current), direction
            )
        return self._compared[key]

    def resolve(self, document: str, node: Json) -> Json:
        """`node`, or what its `$ref` points to, with the keywords beside the `$ref`."""
        if "$ref" not in node:
            return node
        target: Any = self._documents[document]
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        beside = {keyword: value for keyword, value in node.items() if keyword != "$ref"}
        return {**self.resolve(document, target), **beside}

    def _union_changes(self, where: str, released: Json, current: Json, direction: Direction) -> list[str]:
        """Each kind of value that the writer may produce has to fit one kind that the reader expects."""
        before, after = self._kinds("released", released), self._kinds("current", current)
        written, expected = (before, after) if direction is Direction.SENT else (after, before)
        found: list[str] = []
        for kind in written:
            fits: list[list[str]] = []
            for other in expected:
                if _is_a(_type(kind.resolved), _type(other.resolved)):
                    pair = (kind, other) if direction is Direction.SENT else (other, kind)
                    fits.append(self._kind_changes(where, *pair, direction))
            # Of several that it may have become, the closest one.
            closest: list[str] | None = min(fits, key=len, default=None)
            found += [f"{where}: {_unexpected(kind, direction)}"] if closest is None else closest
        return found

    def _kinds(self, document: str, schema: Json) -> list[Kind]:
        """The alternatives of a schema; none of them is a union itself."""
        resolved = self.resolve(document, schema)
        if options := [*resolved.get("anyOf", ()), *resolved.get("oneOf", ())]:
            beside = _constraints({keyword: resolved[keyword] for keyword in resolved.keys() - {"anyOf", "oneOf"}})
            return [kind for option in options for kind in self._kinds(document, {**option, **beside})]
        if isinstance(resolved.get("type"), list):
            each = [{**resolved, "type": name} for name in resolved["type"]]
            return [Kind(one, one) for one in each]
        return [Kind(schema, resolved)]

    def _kind_changes(self, where: str, released: Kind, current: Kind, direction: Direction) -> list[str]:
        if _common_name(released.schema, current.schema):
            return self.changes(where, released.schema, current.schema, direction)
        return [
            *_value_changes(where, released.resolved, current.resolved, direction),
            *self._member_changes(where, released.resolved, current.resolved, direction),
            *self._part_changes(where, released.resolved, current.resolved, direction),
        ]

    def _member_changes(self, where: str, released: Json, current: Json, direction: Direction) -> Iterator[str]:
        before, after = released.get("properties", {}), current.get("properties", {})
        for name in before:
            if name not in after:
                yield f"{where}: member '{name}' is gone"
            else:
                yield from self.changes(f"{where}.{name}", before[name], after[name], direction)
        was_required, is_required = set(released.get("required", ())), set(current.get("required", ()))
        if direction is Direction.SENT:
            yield from (f"{where}: member '{name}' is now required" for name in sorted(is_required - was_required))
        else:
            optional = sorted((was_required - is_required) & after.keys())
            yield from (f"{where}: member '{name}' is no longer always there" for name in optional)

    def _part_changes(self, where: str, released: Json, current: Json, direction: Direction) -> Iterator[str]:
        """Of what has no name of its own: items, further members and their names."""
        for keyword in ("items", "propertyNames", "additionalProperties"):
            before, after = (_as_schema(each.get(keyword, True)) for each in (released, current))
            if before == after:
                # Equal only if what they refer to is, too, unless both take anything or nothing.
                if before:
                    yield from self.changes(f"{where}.{keyword}", before, before, direction)
                continue
            if before is None or after is None:
                # Clients ignore members that they don't know.
                if before is not None and direction is Direction.SENT:
                    yield f"{where}: {keyword} is now false"
            else:
                yield from self.changes(f"{where}.{keyword}", before, after, direction)


def breaking_changes(released: Json, current: Json) -> list[str]:
    """What breaks clients of the `released` document in the `current` one, a line each, in a stable order."""
    schemas = Schemas(released, current)
    found = [
        *_paths_changes(schemas, released, current),
        *_webhook_changes(schemas, released, current),
        *_name_changes(released, current),
        *_security_scheme_changes(released, current),
        *_status_changes(released, current),
        *_missing("server", *({server["url"] for server in each.get("servers", ())} for each in (released, current))),
    ]
    return list(dict.fromkeys(found))


def judge(found: Iterable[str], accepted: Mapping[str, str]) -> list[str]:
    """What is wrong: findings that nobody accepted, and acceptances of what is not found."""
    found = list(found)
    return [
        *(change for change in found if change not in accepted),
        *(f"{ACCEPTED.name} accepts what is not found: {change}" for change in accepted if change not in found),
    ]


def released_document() -> Path:
    """The file with the document of the last release. Raises ValueError unless there is exactly one."""
    [path] = sorted(path for path in RELEASED.glob("*.json") if path != ACCEPTED)
    return path


# Paths and operations -------------------------------------------------------------------------------


def _paths_changes(schemas: Schemas, released: Json, current: Json) -> Iterator[str]:
    yield from _missing("path", released["paths"], current["paths"])
    for path in (path for path in released["paths"] if path in current["paths"]):
        before, after = released["paths"][path], current["paths"][path]
        for method in (method for method in _METHODS if method in before):
            where = f"{method.upper()} {path}"
            if method not in after:
                yield f"{where}: the operation is gone"
            else:
                yield from _operation_changes(schemas, where, before[method], after[method])


def _operation_changes(schemas: Schemas, where: str, released: Json, current: Json) -> Iterator[str]:
    if released["operationId"] != current["operationId"]:
        yield f"{where}: operationId was '{released['operationId']}', is '{current['operationId']}'"
    yield from _parameter_changes(schemas, where, released, current)
    yield from _request_changes(schemas, where, released, current)
    yield from _response_changes(schemas, where, released, current)
    yield from _security_changes(where, released, current)


def _parameter_changes(schemas: Schemas, where: str, released: Json, current: Json) -> Iterator[str]:
    before, after = _parameters(schemas, "released", released), _parameters(schemas, "current", current)
    yield from _missing(f"{where}: parameter", before, after)
    for name, parameter in after.items():
        old = before.get(name)
        if parameter.get("required") and not (old and old.get("required")):
            yield f"{where}: parameter '{name}' is now required"
        if old is None:
            continue
        place = f"{where} {name}"
        yield from schemas.changes(place, old["schema"], parameter["schema"], Direction.SENT)
        for keyword in ("style", "explode", "allowReserved"):
            if old.get(keyword) != parameter.get(keyword):
                yield f"{place}: {keyword} was {old.get(keyword)}, is {parameter.get(keyword)}"
        was, is_now = old["schema"].get("default"), parameter["schema"].get("default")
        if was != is_now:
            yield f"{place}: the default was {json.dumps(was)}, is {json.dumps(is_now)}"


def _request_changes(schemas: Schemas, where: str, released: Json, current: Json) -> Iterator[str]:
    before, after = released.get("requestBody"), current.get("requestBody")
    if after is not None and after.get("required") and not (before and before.get("required")):
        yield f"{where}: a body is now required"
    if before is not None:
        yield from _content_changes(schemas, f"{where} body", before, after or {}, Direction.SENT)


def _response_changes(schemas: Schemas, where: str, released: Json, current: Json) -> Iterator[str]:
    before, after = released["responses"], current["responses"]
    # Refusals may become fewer; what a code is answered with is compared on its own.
    yield from _missing(f"{where}: response", (status for status in before if status < "400"), after)
    for status in (status for status in before if status in after):
        place = f"{where} {status}"
        old, new = (schemas.resolve(name, each[status]) for name, each in (("released", before), ("current", after)))
        yield from _content_changes(schemas, place, old, new, Direction.RECEIVED)
        yield from _header_changes(schemas, place, old.get("headers", {}), new.get("headers", {}))


def _header_changes(schemas: Schemas, where: str, released: Json, current: Json) -> Iterator[str]:
    yield from _missing(f"{where}: header", released, current)
    for name in (name for name in released if name in current):
        before, after = schemas.resolve("released", released[name]), schemas.resolve("current", current[name])
        # One that many responses share is told once.
        shared = "$ref" in released[name] and released[name] == current[name]
        place = f"header {name}" if shared else f"{where} header {name}"
        if before.get("required") and not after.get("required"):
            yield f"{place}: is no longer always there"
        yield from schemas.changes(place, before["schema"], after["schema"], Direction.RECEIVED)


def _content_changes(
    schemas: Schemas, where: str, released: Json, current: Json, direction: Direction
) -> Iterator[str]:
    before, after = released.get("content", {}), current.get("content", {})
    yield from _missing(f"{where}: media type", before, after)
    for media_type in (media_type for media_type in before if media_type in after):
        old, new = (each[media_type].get("schema", {}) for each in (before, after))
        yield from schemas.changes(where, old, new, direction)


def _security_changes(where: str, released: Json, current: Json) -> Iterator[str]:
    """Each way to show who calls has to be enough as before; none at all is one of the ways."""
    before, after = ([tuple(sorted(way)) for way in each.get("security", ())] or [()] for each in (released, current))
    for way in before:
        if not any(set(other) <= set(way) for other in after):
            yield f"{where}: security '{' + '.join(way) or 'none'}' is no longer enough"


def _parameters(schemas: Schemas, document: str, operation: Json) -> dict[str, Json]:
    resolved = (schemas.resolve(document, each) for each in operation.get("parameters", ()))
    return {f"{parameter['in']} {parameter['name']}": parameter for parameter in resolved}


# The rest of a document -----------------------------------------------------------------------------


def _webhook_changes(schemas: Schemas, released: Json, current: Json) -> Iterator[str]:
    """Here the clients are the ones who answer."""
    before, after = released.get("webhooks", {}), current.get("webhooks", {})
    yield from _missing("webhook", before, after)
    for event in (event for event in before if event in after):
        old, new, where = before[event]["post"], after[event]["post"], f"webhook {event}"
        yield from _missing(
            f"{where}: header",
            _parameters(schemas, "released", old),
            _parameters(schemas, "current", new),
        )
        yield from _content_changes(schemas, where, old["requestBody"], new["requestBody"], Direction.RECEIVED)
        yield from _missing(f"{where}: response", old["responses"], new["responses"])


def _name_changes(released: Json, current: Json) -> Iterator[str]:
    """Generated clients have a type for each schema, and a constant for each value of an enum."""
    before, after = (each.get("components", {}).get("schemas", {}) for each in (released, current))
    yield from _missing("schema", before, after)
    for name in (name for name in before if name in after):
        yield from _missing(f"{name}: value", before[name].get("enum", ()), after[name].get("enum", ()))


def _security_scheme_changes(released: Json, current: Json) -> Iterator[str]:
    before, after = (each.get("components", {}).get("securitySchemes", {}) for each in (released, current))
    yield from _missing("security scheme", before, after)
    for name in (name for name in before if name in after):
        for keyword in ("type", "scheme", "in", "name"):
            if before[name].get(keyword) != after[name].get(keyword):
                old, new = before[name].get(keyword), after[name].get(keyword)
                yield f"security scheme '{name}': {keyword} was {old}, is {new}"


def _status_changes(released: Json, current: Json) -> Iterator[str]:
    """Yields the error codes whose status changed. Each code has an example."""
    before, after = (each.get("components", {}).get("examples", {}) for each in (released, current))
    for code in (code for code in before if code in after):
        was, is_now = (each[code]["value"].get("status") for each in (before, after))
        if was != is_now:
            yield f"error code '{code}': status was {was}, is {is_now}"


# Values ---------------------------------------------------------------------------------------------


def _value_changes(where: str, released: Json, current: Json, direction: Direction) -> Iterator[str]:
    yield from _enum_changes(where, released, current, direction)
    writer, reader = (released, current) if direction is Direction.SENT else (current, released)
    for keyword in ("format", "pattern", "uniqueItems"):
        if reader.get(keyword) and not _is_as_narrow(keyword, writer.get(keyword), reader[keyword]):
            yield _was(where, keyword, released, current)
    for keyword in (*_UPPER_LIMITS, *_LOWER_LIMITS):
        if keyword in reader and not _is_within(keyword, writer.get(keyword), reader[keyword]):
            yield _was(where, keyword, released, current)
    for keyword in sorted({*released, *current} - _COMPARED - _EXPLAINING - {"$ref"}):
        if released.get(keyword) != current.get(keyword):
            yield f"{where}: {keyword} changed, which this check can't judge"


def _enum_changes(where: str, released: Json, current: Json, direction: Direction) -> Iterator[str]:
    before, after = released.get("enum"), current.get("enum")
    if direction is Direction.SENT:
        if before is None and after is not None:
            yield f"{where}: only takes {', '.join(map(str, after))} now"
        elif before is not None and after is not None:
            yield from _missing(f"{where}: value", before, after)
    elif before is not None:
        if after is None:
            yield f"{where}: can now have any value, and not only {', '.join(map(str, before))}"
        else:
            yield from (
                f"{where}: can now be '{value}', which no client knows" for value in after if value not in before
            )


def _is_as_narrow(keyword: str, written: Any, expected: Any) -> bool:
    if keyword == "pattern" and written is not None:
        names, others = (_LIST_OF_NAMES.fullmatch(pattern) for pattern in (written, expected))
        if names and others:
            return set(names[1].split("|")) <= set(others[1].split("|"))
    return bool(written == expected)


def _is_within(keyword: str, written: float | None, limit: float) -> bool:
    if written is None:
        return False
    return written <= limit if keyword in _UPPER_LIMITS else written >= limit


def _missing(what: str, before: Iterable[Any], after: Iterable[Any]) -> Iterator[str]:
    remaining = set(after)
    yield from (f"{what} '{each}' is gone" for each in before if each not in remaining)


def _was(where: str, keyword: str, released: Json, current: Json) -> str:
    was, is_now = (json.dumps(each.get(keyword), ensure_ascii=False) for each in (released, current))
    return f"{where}: {keyword} was {was}, is {is_now}"


def _unexpected(kind: Kind, direction: Direction) -> str:
    described = _type(kind.resolved) or "any value"
    return f"{described} is refused now" if direction is Direction.SENT else f"can now be {described}"


def _type(schema: Json) -> str | None:
    """The JSON type; None for any."""
    found: str | None = schema.get("type")
    return "object" if found is None and "properties" in schema else found


def _is_a(written: str | None, expected: str | None) -> bool:
    """Whether every value of the one JSON type is of the other; None is any type."""
    return expected is None or written == expected or (written, expected) == ("integer", "number")


def _common_name(released: Json, current: Json) -> str | None:
    """The name of the schema that both refer to, if they constrain it no further."""
    reference: str | None = released.get("$ref")
    if reference is None or reference != current.get("$ref") or _constraints(released) or _constraints(current):
        return None
    return reference.rpartition("/")[2]


def _constraints(schema: Json) -> dict[str, Any]:
    """What is beside a `$ref`, but for explanations."""
    return {keyword: value for keyword, value in schema.items() if keyword not in {*_EXPLAINING, "$ref"}}


def _as_schema(schema: Json | bool) -> Json | None:
    """JSON Schema's `true` as the schema that takes anything, and `false` as None."""
    if isinstance(schema, bool):
        return {} if schema else None
    return schema


def main() -> int:
    released, current = (json.loads(path.read_text()) for path in (released_document(), OPENAPI / "openapi.json"))
    wrong = judge(breaking_changes(released, current), json.loads(ACCEPTED.read_text()))
    for line in wrong:
        print(f"  {line}", file=sys.stderr)
    if wrong:
        print(
            f"openapi.json breaks clients of {released['info']['version']}. Take the change back, or add the new form "
            'beside the old one. "Compatibility" in CONTRIBUTING.md says what to do if it breaks nobody.',
            file=sys.stderr,
        )
        return 1
    print(f"openapi.json breaks no client of {released['info']['version']}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
