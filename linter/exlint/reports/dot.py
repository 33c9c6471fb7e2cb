"""A picture as DOT text, which Graphviz draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exlint.mailflow.decision import Outcome
from exlint.reports.escape import visible
from exlint.reports.picture import Edge, Kind, Node, Picture, whole

_SHAPES = {Kind.EXCHANGE: "box", Kind.DNS: "ellipse", Kind.ISA: "hexagon", Kind.OUTSIDE: "octagon"}
_LOOKS = {
    Outcome.STOPPED: ', color="#c00000", fontcolor="#900000", penwidth=3',
    Outcome.UNKNOWN: ', color="#7a5b00", style=dashed, penwidth=2',
    Outcome.PERMITTED: "",
}


def text(pictures: Sequence[Picture]) -> str:
    """The pictures as one graph; several have a cluster each."""
    title, description = whole(pictures)
    looks = 'rankdir=LR, labelloc=t, fontname="sans-serif", bgcolor=white'
    head = [
        "digraph mail {",
        f"  graph [label={_quoted(title)}, tooltip={_quoted(description)}, {looks}];",
        '  node [fontname="sans-serif"];',
        '  edge [fontname="sans-serif"];',
    ]
    body = [line for number, one in enumerate(pictures, 1) for line in _part(number, one, framed=len(pictures) > 1)]
    return "\n".join([*head, *body, "}"]) + "\n"


def _part(number: int, picture: Picture, *, framed: bool) -> Iterator[str]:
    prefix = f"e{number}n" if framed else "n"
    if framed:
        label, tooltip = _quoted(picture.title), _quoted(picture.description)
        yield f"  subgraph cluster_{number} {{\n  graph [label={label}, tooltip={tooltip}];"
    for index, node in enumerate(picture.nodes):
        yield f"  {prefix}{index} [{_node(node)}];"
    for edge in picture.edges:
        yield f"  {prefix}{edge.start} -> {prefix}{edge.end} [{_edge(edge, picture)}];"
    for start, end in picture.loose:
        yield f"  {prefix}{start} -> {prefix}{end} [style=invis];"
    if framed:
        yield "  }"


def _node(node: Node) -> str:
    label, tooltip = _quoted(*node.lines), _quoted(", ".join(node.lines))
    return f"label={label}, tooltip={tooltip}, shape={_SHAPES[node.kind]}{_LOOKS[node.worst]}"


def _edge(edge: Edge, picture: Picture) -> str:
    ends = [picture.nodes[index].names[0] for index in (edge.start, edge.end)]
    tooltip = _quoted(f"{ends[0]} to {ends[1]}, {edge.label}")
    label = _quoted(f"{edge.remark.counted}: {edge.transport}", *filter(None, [edge.remark.said]))
    # The label's own tooltip, too: without it Graphviz shows the label there, which is shorter.
    return f"label={label}, tooltip={tooltip}, labeltooltip={tooltip}{_LOOKS[edge.remark.outcome]}"


def _quoted(*lines: str) -> str:
    r"""A string of DOT with a line for each text; in it `\`, `"` and, as the beginning of an entity, `&` are signs."""
    safe = (visible(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(safe) + '"'
