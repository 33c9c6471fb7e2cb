"""A picture as Mermaid text, which GitHub, GitLab and many wikis draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exlint.mailflow.decision import Outcome
from exlint.reports.escape import visible
from exlint.reports.picture import Edge, Kind, Node, Picture, Remark, whole

_SHAPES = {Kind.EXCHANGE: ("[", "]"), Kind.DNS: ("(", ")"), Kind.ISA: ("{{", "}}"), Kind.OUTSIDE: ("([", "])")}
_CLASSES = {Outcome.STOPPED: "stops", Outcome.UNKNOWN: "unknown"}
_STOPS = "stroke:#c00000,stroke-width:3px"
_LOOKS = {
    Outcome.STOPPED: f"fill:#ffffff,color:#900000,{_STOPS}",
    Outcome.UNKNOWN: "fill:#ffffff,color:#333333,stroke:#7a5b00,stroke-width:2px,stroke-dasharray:5 4",
}
_INSIDE_WORDS = ".-_/"  # harmless between two letters or digits, and numerous: addresses, names of keys
_POINTS = ".,:"
# What Mermaid obeys though it is written in codes: marks of its own codes, icons, formulas, line ends. A space without
# width in the middle keeps it from that, and nobody from reading it.
_OBEYED = re.compile("(?<=\ufb02)(?=\u00b0)|(?<=\u00b6)(?=\u00df)|(?<=:)(?=fa-)|(?<=[$])(?=[$])|(?<=\\\\)(?=n)")


def text(pictures: Sequence[Picture]) -> str:
    """The pictures as one flow chart; several have a frame each."""
    title, description = whole(pictures)
    head = ["flowchart LR", f"  accTitle: {_safe(title, _POINTS)}", f"  accDescr: {_safe(description, _POINTS)}"]
    outcomes = {node.worst for one in pictures for node in one.nodes}
    classes = [f"  classDef {_CLASSES[one]} {look}" for one, look in _LOOKS.items() if one in outcomes]
    framed = len(pictures) > 1
    body = [line for number, one in enumerate(pictures, 1) for line in _part(number, one, framed=framed)]
    # Behind all edges, which are counted for their styles.
    unseen = [line for number, one in enumerate(pictures, 1) for line in _unseen(_prefix(number, framed=framed), one)]
    stopping = [str(index) for index, edge in enumerate(_edges(pictures)) if edge.remark.outcome is Outcome.STOPPED]
    styles = [f"  linkStyle {','.join(stopping)} {_STOPS}"] if stopping else []
    return "\n".join([*head, *body, *unseen, *classes, *styles]) + "\n"


def _edges(pictures: Sequence[Picture]) -> Iterator[Edge]:
    return (edge for one in pictures for edge in one.edges)


def _part(number: int, picture: Picture, *, framed: bool) -> Iterator[str]:
    prefix = _prefix(number, framed=framed)
    if framed:
        yield f'  subgraph e{number}["{_safe(picture.title)}"]\n  direction LR'
    for index, node in enumerate(picture.nodes):
        look = f":::{_CLASSES[node.worst]}" if node.worst in _CLASSES else ""
        yield f"  {prefix}{index}{_shape(node)}{look}"
    for edge in picture.edges:
        arrow = "-.->" if edge.remark.outcome is Outcome.UNKNOWN else "-->"
        yield f'  {prefix}{edge.start} {arrow}|"{_label(edge)}"| {prefix}{edge.end}'
    if framed:
        yield "  end"


def _prefix(number: int, *, framed: bool) -> str:
    return f"e{number}n" if framed else "n"


def _unseen(prefix: str, picture: Picture) -> Iterator[str]:
    """What keeps a node in its place that nothing leads to."""
    return (f"  {prefix}{start} ~~~ {prefix}{end}" for start, end in picture.loose)


def _shape(node: Node) -> str:
    begin, end = _SHAPES[node.kind]
    named = (" = ".join(map(_safe, node.names)), ", ".join(map(_safe, node.roles)))
    remarks = (f"{one.counted}: {_said(one)}" for one in node.remarks)
    return f'{begin}"{"<br/>".join(filter(None, (*named, *remarks))) or " "}"{end}'


def _label(edge: Edge) -> str:
    said = _said(edge.remark)
    return f"{edge.remark.counted}: {edge.transport}{'<br/>' if said else ''}{said}"


def _said(remark: Remark) -> str:
    """The words of a remark; only what comes from the document needs codes."""
    return remark.said.removesuffix(remark.words) + _safe(remark.words)


def _safe(text: str, points: str = "") -> str:
    """The text with a code for each sign that Mermaid, its Markdown or HTML could take for more than a sign.

    Args:
        text: Any text.
        points: Signs that need no code at the end of a word.
    """
    shown = _OBEYED.sub("\u200b", visible(text))
    around = f" {shown} "
    return "".join(
        char if _is_plain(char, before, after) or (char in points and after == " ") else f"#{ord(char)};"
        for before, char, after in zip(around, shown, around[2:], strict=False)
    )


def _is_plain(char: str, before: str, after: str) -> bool:
    if char in _INSIDE_WORDS:
        return (before + after).isascii() and before.isalnum() and after.isalnum()
    return char == " " or char.isalnum()
