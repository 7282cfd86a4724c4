"""Which tables a statement touches without saying whose rows: read off its SQL, by a parser.

With tables spread over machines by `workspace_id`, a statement goes to one machine when every table in it, however
deep, is held to one workspace: by a parameter, or by another table's `workspace_id` that is.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import count
from typing import Any
from uuid import UUID

import sqlglot
from sqlglot import expressions as sql

#: Each place of a table in the statement has a number; this one is the workspace that it is to be held to.
_WORKSPACE = 0

#: By name, what is seen from a place in the statement.
Names = Mapping[str, int]


def not_held(statement: str, arguments: Sequence[Any], workspace_id: UUID) -> list[str]:
    """The tables, by the names they have in the statement, whose `workspace_id` it does not hold to this one."""
    tree = sqlglot.parse_one(statement, dialect="postgres")
    return _Reading(arguments, workspace_id).of(tree)


class _Reading:
    def __init__(self, arguments: Sequence[Any], workspace_id: UUID) -> None:
        self._arguments = arguments
        self._workspace_id = workspace_id
        self._numbers = count(1)
        self._tables: dict[int, str] = {}
        # Each number's next in its set of equals; what leads to _WORKSPACE is held to it.
        self._equal: dict[int, int] = {}

    def of(self, tree: sql.Expr) -> list[str]:
        self._statement(tree, {})
        return [table for number, table in self._tables.items() if self._root(number) != _WORKSPACE]

    # Statements ---------------------------------------------------------------------------------------

    def _statement(self, node: sql.Expr, outer: Names) -> None:
        """A statement at any depth. `outer` is what it can refer to of what it stands in."""
        match node:
            case sql.Select() | sql.Update() | sql.Delete():
                self._rows(node, outer)
            case sql.SetOperation():
                for side in (node.left, node.right):
                    self._statement(side, outer)
            case sql.Insert():
                self._insert(node, outer)
            case sql.Subquery():
                self._statement(node.this, outer)
            case _:
                raise NotImplementedError(type(node).__name__)

    def _rows(self, node: sql.Select | sql.Update | sql.Delete, outer: Names) -> None:
        names = {**outer, **self._with(node, outer)}
        conditions = []
        for source in _sources(node):
            names[source.alias_or_name] = self._source(source, names)
        for join in node.args.get("joins") or ():
            conditions.append(join.args.get("on"))
        conditions.append(node.args.get("where") and node.args["where"].this)
        for condition in conditions:
            self._hold(condition, names)
        self._below(node, names)

    def _insert(self, node: sql.Insert, outer: Names) -> None:
        names = {**outer, **self._with(node, outer)}
        into = node.this
        assert isinstance(into, sql.Schema)
        columns = [column.name for column in into.expressions]
        table = self._table(into.this.name)
        source = node.expression
        if isinstance(source, sql.Values):
            for row in source.expressions:
                self._equate(table, self._value(row.expressions[columns.index("workspace_id")], names))
            self._below(source, names)
        else:
            self._statement(source, names)

    def _with(self, node: sql.Expr, outer: Names) -> Names:
        found: dict[str, int] = {}
        clause = node.args.get("with_")
        for each in clause.expressions if clause else ():
            self._statement(each.this, {**outer, **found})
            found[each.alias] = next(self._numbers)
        return found

    def _source(self, source: sql.Expr, names: Names) -> int:
        """The number of something in FROM. Of a subquery, its own tables have been read when this returns."""
        if isinstance(source, sql.Table) and isinstance(source.this, sql.Identifier):
            return (
                names[source.name] if source.name in names and not source.alias else self._table(source.alias_or_name)
            )
        number = next(self._numbers)
        inner = source.this
        if isinstance(inner, sql.Subquery):
            inner = inner.this
        if isinstance(inner, sql.Query):
            self._statement(inner, names)
        return number

    def _below(self, node: sql.Expr, names: Names) -> None:
        """The statements inside of expressions, which see what is in FROM."""
        read = {id(source) for source in _sources(node)} | {id(node.args.get("with_"))}
        for inner in _nested(node, read):
            self._statement(inner, names)

    # Equality -----------------------------------------------------------------------------------------

    def _hold(self, condition: sql.Expr | None, names: Names) -> None:
        match condition:
            case sql.And():
                self._hold(condition.left, names)
                self._hold(condition.right, names)
            case sql.Paren():
                self._hold(condition.this, names)
            case sql.EQ():
                left, right = self._value(condition.left, names), self._value(condition.right, names)
                self._equate(left, right)

    def _value(self, node: sql.Expr, names: Names) -> int | None:
        """The number of whose workspace it is; None of what is no workspace's id."""
        match node:
            case sql.Cast():
                return self._value(node.this, names)
            case sql.Column() if node.name == "workspace_id" or (node.table, node.name) == ("workspaces", "id"):
                return names[node.table]
            case sql.Parameter():
                value = self._arguments[int(node.name) - 1]
                return _WORKSPACE if str(value) == str(self._workspace_id) else None
        return None

    def _table(self, name: str) -> int:
        number = next(self._numbers)
        self._tables[number] = name
        return number

    def _equate(self, one: int | None, other: int | None) -> None:
        if one is not None and other is not None:
            first, second = sorted((self._root(one), self._root(other)))
            if first != second:
                self._equal[second] = first

    def _root(self, number: int) -> int:
        while number in self._equal:
            number = self._equal[number]
        return number


def _sources(node: sql.Expr) -> Iterator[sql.Expr]:
    if isinstance(node, sql.Update | sql.Delete):
        yield node.this
    if begin := node.args.get("from_"):
        yield begin.this
    for join in node.args.get("joins") or ():
        yield join.this
    yield from node.args.get("laterals") or ()
    yield from node.args.get("using") or ()


def _nested(node: sql.Expr, read: Set[int]) -> Iterator[sql.Expr]:
    """The statements right below `node`, but for what was `read`."""
    for child in node.iter_expressions():
        if id(child) in read:
            continue
        if isinstance(child, sql.Select | sql.SetOperation):
            yield child
        else:
            yield from _nested(child, read)
