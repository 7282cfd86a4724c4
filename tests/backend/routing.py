"""Parses a statement's SQL and finds the tables that it doesn't bind to one workspace.

With tables distributed over machines by `workspace_id`, a statement can be routed to one machine when every table in
it, at any depth, is bound to one workspace: by a parameter, or through another table's `workspace_id` that is bound.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import count
from typing import Any
from uuid import UUID

import sqlglot
from sqlglot import expressions as sql

#: Each table in the statement gets a number. This one stands for the workspace that all tables must be bound to.
_WORKSPACE = 0

#: The numbers of the tables that are in scope somewhere in the statement, by name or alias.
Names = Mapping[str, int]


def unbound_tables(statement: str, arguments: Sequence[Any], workspace_id: UUID) -> list[str]:
    """Returns the tables, by their names in the statement, whose `workspace_id` it doesn't bind to this workspace."""
    tree = sqlglot.parse_one(statement, dialect="postgres")
    return _Analysis(arguments, workspace_id).unbound_tables(tree)


class _Analysis:
    """Goes through a statement, and joins the numbers of tables that must have equal `workspace_id`s (union-find)."""

    def __init__(self, arguments: Sequence[Any], workspace_id: UUID) -> None:
        self._arguments = arguments
        self._workspace_id = workspace_id
        self._numbers = count(1)
        self._tables: dict[int, str] = {}
        # The parent of each number in its set of equals. A table whose root is _WORKSPACE is bound.
        self._parents: dict[int, int] = {}

    def unbound_tables(self, tree: sql.Expr) -> list[str]:
        self._statement(tree, {})
        return [table for number, table in self._tables.items() if self._root(number) != _WORKSPACE]

    # Statements ---------------------------------------------------------------------------------------

    def _statement(self, node: sql.Expr, outer: Names) -> None:
        """Reads a statement at any depth. `outer` has the tables in scope around it."""
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
            self._bind(condition, names)
        self._nested_statements(node, names)

    def _insert(self, node: sql.Insert, outer: Names) -> None:
        names = {**outer, **self._with(node, outer)}
        into = node.this
        assert isinstance(into, sql.Schema)
        columns = [column.name for column in into.expressions]
        table = self._table(into.this.name)
        source = node.expression
        if isinstance(source, sql.Values):
            for row in source.expressions:
                self._equate(table, self._workspace_of(row.expressions[columns.index("workspace_id")], names))
            self._nested_statements(source, names)
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
        """Returns the number of an item in FROM. If it is a subquery, reads its own tables too."""
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

    def _nested_statements(self, node: sql.Expr, names: Names) -> None:
        """Reads the statements inside expressions, where the tables in FROM are in scope."""
        read = {id(source) for source in _sources(node)} | {id(node.args.get("with_"))}
        for inner in _nested(node, read):
            self._statement(inner, names)

    # Equality -----------------------------------------------------------------------------------------

    def _bind(self, condition: sql.Expr | None, names: Names) -> None:
        """Reads a condition that must be true for all rows."""
        match condition:
            case sql.And():
                self._bind(condition.left, names)
                self._bind(condition.right, names)
            case sql.Paren():
                self._bind(condition.this, names)
            case sql.EQ():
                self._equate(self._workspace_of(condition.left, names), self._workspace_of(condition.right, names))

    def _workspace_of(self, node: sql.Expr, names: Names) -> int | None:
        """Returns the number of the table whose workspace id this expression is, or _WORKSPACE for a parameter with
        that id; None for anything else.
        """
        match node:
            case sql.Cast():
                return self._workspace_of(node.this, names)
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
                self._parents[second] = first

    def _root(self, number: int) -> int:
        while number in self._parents:
            number = self._parents[number]
        return number


def _sources(node: sql.Expr) -> Iterator[sql.Expr]:
    if isinstance(node, sql.Update | sql.Delete):
        yield node.this
    if clause := node.args.get("from_"):
        yield clause.this
    for join in node.args.get("joins") or ():
        yield join.this
    yield from node.args.get("laterals") or ()
    yield from node.args.get("using") or ()


def _nested(node: sql.Expr, read: Set[int]) -> Iterator[sql.Expr]:
    """Yields the outermost statements below `node`, except the ids in `read`."""
    for child in node.iter_expressions():
        if id(child) in read:
            continue
        if isinstance(child, sql.Select | sql.SetOperation):
            yield child
        else:
            yield from _nested(child, read)
