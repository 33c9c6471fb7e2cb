"""Every fault of a document that the fast way refused, each at its exact route.

jsonschema holds the document against the published schema and says which keyword fails where; the words are of this
room (causes.py). Of a union only the branch of the value's own kind is looked at, since the others tell nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

from exlint.findings import Problem, Route
from exlint.schema import causes, published
from exlint.schema.faults import Fault
from exlint.schema.wording import Schema

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")

_LARGEST = 10**60


def explain(data: Any, file: int, name: str = "exlint.schema.json") -> tuple[Fault, ...]:
    """The faults of a document, one for each place; none if the published schema has nothing against it.

    Args:
        data: The document, as for `check`.
        file: The first step of every route.
        name: The published schema.
    """
    whole = _tame(data)
    schema = json.loads(published.text(name))
    faults: dict[Route, Fault] = {}
    for failure in _failures(Draft202012Validator(schema), schema["$defs"], whole, ()):
        for fault in causes.faults(failure, whole, file):
            # A value of a wrong type may break a bound as well: the first keyword, the type, tells all.
            faults.setdefault(fault.problem.at, fault)
    return tuple(faults.values())


def unexplained(refusal: str, file: int) -> Fault:
    """The fault of a document that only msgspec refuses, at the place that its words name."""
    words, _, place = refusal.partition(" - at `$")
    route = tuple(int(index) if index else key for key, index in _STEP.findall(place))
    return Fault("EXL013", Problem((file, *route), f"the value is not as the format has it: {words}"))


def _failures(validator: Validator, objects: Mapping[str, Schema], value: Any, base: Route) -> Iterator[causes.Failure]:
    for error in validator.iter_errors(value):
        at, seen = (*base, *error.absolute_path), cast("Any", error.instance)
        schema = dict(error.schema) if isinstance(error.schema, Mapping) else {}
        if error.validator != "anyOf":
            yield causes.Failure(str(error.validator), at, seen, schema)
            continue
        branches = [_resolved(branch, objects) for branch in schema["anyOf"]]
        branch = next((branch for branch in branches if validator.is_type(seen, branch["type"])), None)
        if branch is None:
            yield causes.Failure("anyOf", at, seen, schema | {"anyOf": branches})
        elif "enum" in branch:
            yield causes.Failure("enum", at, seen, branch | {"anyOf": branches})
        else:
            yield from _failures(validator.evolve(schema=branch), objects, seen, at)


def _resolved(schema: Schema, objects: Mapping[str, Schema]) -> Schema:
    return objects[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _tame(value: Any) -> Any:
    """The same with numbers of a size that Python still writes in a message: from a few thousand digits it refuses."""
    if isinstance(value, dict):
        return {key: _tame(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_tame(part) for part in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-_LARGEST, min(_LARGEST, value))
    return value
