"""A picture as SVG: one file that needs no program, no script, no font of its own and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from xml.sax.saxutils import escape

from exlint.mailflow.decision import Outcome
from exlint.reports.escape import visible
from exlint.reports.fitting import fitted
from exlint.reports.layout import ABOVE, BADGE, LINE, NAME_SIZE, SIZE, Box, Layout, Turn, Wire, layout
from exlint.reports.picture import Kind, Line, Picture, Story, whole

_MARGIN, _LEAST, _NUMBER, _HEADING, _BIG = 24.0, 760.0, 60.0, 34.0, 19.0
_INK = {Outcome.STOPPED: "#b00000", Outcome.UNKNOWN: "#7a5200", Outcome.PERMITTED: "#24405c"}
_LOOKS = {
    Outcome.STOPPED: f'stroke="{_INK[Outcome.STOPPED]}" stroke-width="3.5"',
    Outcome.UNKNOWN: f'stroke="{_INK[Outcome.UNKNOWN]}" stroke-width="2" stroke-dasharray="7 5"',
    Outcome.PERMITTED: f'stroke="{_INK[Outcome.PERMITTED]}" stroke-width="1.6"',
}
_FILLS = {Kind.EXCHANGE: "#eaf1f8", Kind.DNS: "#f3eef9", Kind.ISA: "#fbf3e0", Kind.OUTSIDE: "#f0f0f0"}


def text(pictures: Sequence[Picture]) -> str:
    """The pictures, one below the other."""
    title, description = whole(pictures)
    layouts = [layout(one) for one in pictures]
    room = max(_LEAST, *(one.width for one in layouts))
    parts = [_part(one, placed, room) for one, placed in zip(pictures, layouts, strict=True)]
    tops = list(accumulate((height for _, height in parts), initial=_MARGIN))
    wide, high = _number(room + 2 * _MARGIN), _number(tops[-1] + _MARGIN - LINE)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"',
        '  role="img" aria-labelledby="title description" font-family="sans-serif" xml:space="preserve">',
        f'<title id="title">{escape(visible(title))}</title>',
        f'<desc id="description">{escape(visible(description))}</desc>',
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
    ]
    for top, (part, _) in zip(tops, parts, strict=False):
        lines += [f'<g transform="translate({_number(_MARGIN)} {_number(top)})">', *part, "</g>"]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _part(picture: Picture, placed: Layout, room: float) -> tuple[list[str], float]:
    """One picture under its title, its lists of hops below it; and the height of all that."""
    title = fitted(picture.title, room, _BIG, bold=True)
    lines = _text(title, 0, _BIG, f'font-size="{_number(_BIG)}" font-weight="bold"', _BIG + 5)
    top = (_BIG + 5) * len(title) + _HEADING
    lines += [
        *(_text((name,), x, top - 14, _style(SIZE, "#555555", middle=True))[0] for x, name in placed.headings),
        f'<g transform="translate(0 {_number(top)})">',
        *(line for wire in placed.wires for line in _wire(wire)),
        *(line for box in placed.boxes for line in _box(box)),
        "</g>",
    ]
    y = top + placed.height + 2 * LINE
    for story in picture.stories:
        written, y = _story(story, y, room)
        lines += written
    return lines, y + LINE


def _box(box: Box) -> Iterator[str]:
    """A computer; each kind has a shape of its own, so that no colour is needed to tell them apart."""
    radius = {Kind.EXCHANGE: 2.0, Kind.DNS: 12.0, Kind.ISA: 2.0, Kind.OUTSIDE: 26.0}[box.node.kind]
    place = f'x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" height="{_number(box.height)}"'
    look = f'rx="{_number(radius)}" fill="{_FILLS[box.node.kind]}" {_LOOKS[box.node.worst]}'
    yield f"<rect {place} {look}/>"
    if box.node.kind is Kind.ISA:  # a wall on both sides
        for x in (box.x + 4, box.x + box.width - 4):
            yield _path(f"M{_number(x)} {_number(box.y)}V{_number(box.y + box.height)}", _LOOKS[box.node.worst])
    y = box.y + (box.height - LINE * sum(len(one.lines) for one in box.texts)) / 2 + LINE - 5
    for one in box.texts:
        size = NAME_SIZE if one.is_name else SIZE
        bold = one.is_name or one.outcome is not Outcome.PERMITTED
        ink = "#111111" if one.is_name else _INK[one.outcome]
        yield from _text(one.lines, box.x + box.width / 2, y, _style(size, ink, bold=bold, middle=True))
        y += LINE * len(one.lines)


def _wire(wire: Wire) -> Iterator[str]:
    """An edge with its arrow, its badge and what is written on it; the cross of one that stops."""
    outcome, label, (first, *_, last) = wire.edge.remark.outcome, wire.label, (*wire.turns, wire.turns[-1])
    x, y = wire.x + 8, first.y
    yield _path("M" + "L".join(_course(turn) for turn in wire.turns), _LOOKS[outcome])
    yield from _arrow(last, _INK[outcome])
    middle = x + label.badge / 2
    place = f'x="{_number(x)}" y="{_number(y - BADGE / 2)}" width="{_number(label.badge)}" height="{_number(BADGE)}"'
    yield f'<rect {place} rx="{_number(BADGE / 2)}" fill="#ffffff" stroke="{_INK[outcome]}" stroke-width="1.5"/>'
    counted = wire.edge.remark.counted
    yield from _text((counted,), middle, y + 4.5, _style(SIZE, _INK[outcome], bold=True, middle=True))
    yield from _text((wire.edge.transport,), x + label.badge + 4, y - 6, _style(SIZE, _INK[outcome]))
    yield from _text(label.words, x, y + ABOVE, _style(SIZE, _INK[outcome], bold=True))
    if outcome is Outcome.STOPPED:
        x = wire.x + label.width - 16
        yield _path(f"M{_number(x - 8)} {_number(y - 8)}l16 16m0 -16l-16 16", _LOOKS[outcome])


def _course(turn: Turn) -> str:
    first, last = (turn.x1 + turn.bulge * 4 / 3,) * 2 if turn.bulge else ((turn.x1 + turn.x2) / 2,) * 2
    points = [(turn.x0, turn.y), (turn.x1, turn.y), (first, turn.y), (last, turn.to), (turn.x2, turn.to)]
    begin, level, *bend = (f"{_number(x)} {_number(y)}" for x, y in points)
    return f"{begin}L{level}C{' '.join(bend)}L{_number(turn.x3)} {_number(turn.to)}"


def _arrow(turn: Turn, ink: str) -> Iterator[str]:
    back = -11 if turn.x3 > turn.x2 else 11
    tip = f"M{_number(turn.x3)} {_number(turn.to)}l{back} -6v12z"
    yield f'<path d="{tip}" fill="{ink}"/>'


def _path(course: str, look: str) -> str:
    return f'<path d="{course}" fill="none" {look}/>'


def _story(story: Story, y: float, room: float) -> tuple[list[str], float]:
    """A list of hops with its head, from a height on; and the height where it ends."""
    head = fitted(story.head, room, NAME_SIZE, bold=True)
    lines = _text(head, 0, y + LINE, _style(NAME_SIZE, "#111111", bold=True))
    y += LINE * len(head) + 8
    for line in story.lines:
        written, taken = _hop(line, y, room)
        lines += written
        y += taken
    return lines, y + LINE


def _hop(line: Line, y: float, room: float) -> tuple[list[str], float]:
    bold = line.outcome is not Outcome.PERMITTED
    ink = _INK[line.outcome] if bold or not line.number else "#111111"
    words = fitted(line.text, room - _NUMBER, SIZE, bold=bold)
    number = _text((line.number,), 12, y + LINE, _style(SIZE, ink, bold=True)) if line.number else []
    written = _text(words, _NUMBER, y + LINE, _style(SIZE, ink, bold=bold))
    return [*number, *written], (LINE + 1) * len(words)


def _style(size: float, ink: str, *, bold: bool = False, middle: bool = False) -> str:
    weight, anchor = ' font-weight="bold"' if bold else "", ' text-anchor="middle"' if middle else ""
    return f'font-size="{_number(size)}" fill="{ink}"{weight}{anchor}'


def _text(lines: Iterable[str], x: float, y: float, style: str, line: float = LINE) -> list[str]:
    """A text in lines, each below the other; what they hold one behind the other is the text."""
    spans = [
        f'<tspan x="{_number(x)}" y="{_number(y + index * line)}">{escape(visible(one))}</tspan>'
        for index, one in enumerate(lines)
    ]
    return [f"<text {style}>{''.join(spans)}</text>"] if spans else []


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
