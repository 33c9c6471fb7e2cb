"""The mutants of a module: its source with one small fault each."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
_CALLED = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Mutant(NamedTuple):
    """A module with a fault.

    Attributes:
        name: Where and what, as `_rules: left & ~allowed -> left | ~allowed`; the same after edits elsewhere.
        line: The line of the fault.
        source: The module's source with it.
    """

    name: str
    line: int
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """The mutants of a source, in the order of the text; names that are alike get a counter."""
    tree = ast.parse(source)
    owners = _owners(tree)
    seen: dict[str, int] = {}
    for index, node in enumerate(ast.walk(tree)):
        if id(node) not in owners:
            continue
        for change in range(_changes(node)):
            other = copy.deepcopy(tree)
            target = next(one for place, one in enumerate(ast.walk(other)) if place == index)
            before = _said(target)
            _change(target, change)
            name = f"{owners[id(node)]}: {before} -> {_said(target)}"
            seen[name] = seen.get(name, 0) + 1
            counted = name if seen[name] == 1 else f"{name} ({seen[name]})"
            line = getattr(node, "lineno", 0)
            yield Mutant(counted, line, ast.unparse(ast.fix_missing_locations(other)))


def _owners(tree: ast.Module) -> dict[int, str]:
    """Each node inside a function -> the function's name; what is only said (messages, annotations) is left out."""
    found: dict[int, str] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    continue
                for node in ast.walk(statement):
                    found[id(node)] = function.name
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.AnnAssign):
            said = node if isinstance(node, ast.JoinedStr) else node.annotation
            for part in ast.walk(said):
                found.pop(id(part), None)
    return found


def _changes(node: ast.AST) -> int:
    """How many faults a node can have."""
    match node:
        case ast.Compare():
            return sum(type(op) in _COMPARED for op in node.ops)
        case ast.BinOp(left=ast.Constant(value=str())) | ast.BinOp(right=ast.Constant(value=str())):
            return 0
        case ast.BinOp() | ast.AugAssign():
            return int(type(node.op) in _COUNTED)
        case ast.BoolOp():
            return 1 + len(node.values)
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            return 1
        case ast.IfExp() | ast.If():  # a comparison or a combination has faults of its own
            return int(isinstance(node.test, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.BinOp))
        case ast.Constant(value=bool()) | ast.Constant(value=int()):
            return 1
        case ast.Call(func=ast.Name(id=name)):
            return int(name in _CALLED)
        case ast.comprehension():
            return len(node.ifs)
    return 0


def _said(node: ast.AST) -> str:
    """What a mutant's name shows of a node: of a statement its test."""
    return ast.unparse(node.test if isinstance(node, ast.If | ast.IfExp) else node)


def _change(node: ast.AST, change: int) -> None:  # noqa: C901 - one case a kind of fault
    """Puts a fault into a node, in place."""
    match node:
        case ast.Compare():
            node.ops[change] = _COMPARED[type(node.ops[change])]()
        case ast.BinOp() | ast.AugAssign():
            node.op = _COUNTED[type(node.op)]()
        case ast.BoolOp() if change == 0:
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BoolOp():
            del node.values[change - 1]
        case ast.UnaryOp():
            node.op = ast.UAdd() if isinstance(node.op, ast.Invert) else node.op
            if isinstance(node.op, ast.Not):
                node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.IfExp() | ast.If():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Constant(value=bool() as value):
            node.value = not value
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case ast.Call(func=ast.Name() as called):
            called.id = _CALLED[called.id]
        case ast.comprehension():
            del node.ifs[change]
