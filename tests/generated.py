"""The parts of the manuals that are made by programs: the keys of the format, and what exlint prints."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from exlint.project.config.keys import KEYS, Key

PROJECT = Path(__file__).parents[1]
SCHEMA = PROJECT / "schema/exlint.schema.json"


def format_page() -> str:
    """docs/format.md, with its list of keys written anew from the published schema."""
    text = (PROJECT / "docs/format.md").read_text(encoding="utf-8")
    return _between(text, "keys", "".join(_section(name, part) for name, part in _parts()))


def configuration_page() -> str:
    """docs/configuration.md, with its table of keys written anew."""
    text = (PROJECT / "docs/configuration.md").read_text(encoding="utf-8")
    rows = "".join(f"| `{key.name}` | {_taken(key)} | {_usual(key)} | {key.meaning} |\n" for key in KEYS)
    return _between(text, "keys", f"| key | value | not said | means |\n|---|---|---|---|\n{rows}")


def _taken(key: Key) -> str:
    """What a key of the configuration takes."""
    if key.choices:
        return ", ".join(f"`{word}`" for word in key.choices)
    words, quoted, example = key.kind.value.partition(", as ")
    return f"{words}: `{example}`" if quoted else words


def _usual(key: Key) -> str:
    """The default of a key of the configuration."""
    if key.default is None or key.name == "select":
        return ""
    return f"`{json.dumps(key.default)}`"


def with_outputs(name: str) -> str:
    """A page, with the output of each command that it shows."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    shown = re.compile(r"(<!-- output: (exlint [^>]*) -->\n```text\n)(?:(?!```)[^\n]*\n)*(```\n)")
    return shown.sub(lambda match: f"{match[1]}{_output(match[2])}{match[3]}", text)


def traces() -> str:
    """docs/traces.md: the verdict and the hops of every example."""
    blocks = [f"\n## {name}\n\n```text\n{_output(f'exlint trace {name}')}```\n" for name in _examples()]
    return "# The examples, traced\n\nWhat `exlint trace` shows for each of the examples.\n" + "".join(blocks)


def pictures() -> str:
    """docs/pictures.md: the picture of every example, as Mermaid and as SVG."""
    head = (
        "# The examples, drawn\n\n"
        "What `exlint graph` draws for each of the examples: as SVG (`--output-format svg`), with the hops of each\n"
        "virtual server below the picture, and as Mermaid, which is the default. The numbers are those of the hops in\n"
        "[its trace](traces.md). Where mail stops the picture says so: `mail stops here`, and the rule or setting.\n"
        "What is not known is dashed.\n"
    )
    blocks = [
        f"\n## {name}\n\n![The mail path of {name}](pictures/{_called(name)}.svg)\n\n"
        f"```mermaid\n{_output(f'exlint graph {name}')}```\n"
        for name in _examples()
    ]
    return head + "".join(blocks)


def drawings() -> dict[str, Callable[[], str]]:
    """Each SVG file of docs/pictures, as a path in the project -> its text."""
    return {
        f"docs/pictures/{_called(name)}.svg": partial(_output, f"exlint graph --output-format svg {name}")
        for name in _examples()
    }


def _examples() -> list[str]:
    """The documents among the examples; fragments belong to one of them."""
    files = sorted(PROJECT.glob("examples/**/*.yaml"))
    documents = [path for path in files if "\npart_of:" not in path.read_text(encoding="utf-8")]
    return [path.relative_to(PROJECT).as_posix() for path in documents]


def _called(name: str) -> str:
    """What the picture of an example is called: `kb305394-broken`."""
    return name.removeprefix("examples/").removesuffix(".yaml").removesuffix("/infra").replace("/", "-")


def _output(command: str) -> str:
    words = [sys.executable, "-m", "exlint", *command.split()[1:]]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, check=False)
    return done.stdout.decode()


def _between(text: str, mark: str, content: str) -> str:
    begin, end = f"<!-- generated: {mark} -->\n", "<!-- end -->\n"
    head, _, rest = text.partition(begin)
    return head + begin + content + end + rest.partition(end)[2]


def _parts() -> list[tuple[str, dict[str, Any]]]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return [("Document", schema), *schema["$defs"].items()]


def _section(name: str, part: dict[str, Any]) -> str:
    required = part.get("required", [])
    items = "".join(_key(key, value, key in required) for key, value in part["properties"].items())
    return f"\n### {name}\n\n{part['description']}\n\n{items}"


def _key(key: str, value: dict[str, Any], required: bool) -> str:  # noqa: FBT001 - a fact about the key
    about = value["description"]
    if required:
        absent = "Required."
    elif "default" in value:
        absent = f"Not written: `{json.dumps(value['default'], ensure_ascii=False)}`."
    else:
        absent = f"Not written: {value['x-absent'].rstrip('.')}."
    return f"- `{key}` ({_kind(value)}): {about} {absent}\n"


def _kind(value: dict[str, Any]) -> str:
    """What a value may be, in words."""
    if "$ref" in value:
        return f"[{value['$ref'].rpartition('/')[2]}](#{value['$ref'].rpartition('/')[2].lower()})"
    if "anyOf" in value:
        return " or ".join(_kind(branch) for branch in value["anyOf"])
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"])
    if value["type"] == "array":
        return f"a list, each {_kind(value['items'])}"
    if value["type"] == "boolean":
        return "true or false"
    if value["type"] == "integer":
        return str(value["title"])
    return "null" if value["type"] == "null" else str(value.get("title", "text")).removeprefix("some ")
