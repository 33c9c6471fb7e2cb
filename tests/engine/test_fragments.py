"""Documents and their fragments: which files make an estate, and what is said where they do not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from exlint import engine
from exlint.document import Limits
from exlint.findings import Finding, Report

Files = dict[str, str]
Write = Callable[[Files], None]

UNDECIDED = "EXL501"  # what the rules find in PART, so that they were run


def document(include: str, rest: str = "forest: {name: contoso.local}\n") -> str:
    return f"exlint: 1\ninclude: {include}\n{rest}"


def part(name: str, part_of: str = "../infra.yaml") -> str:
    """A fragment with a DNS server of which nobody says behind which ISA server it is: EXL501 in line 6."""
    address = 1 + sum(map(ord, name)) % 250
    return f"""\
exlint: 1
part_of: {part_of}
forest:
  dns:
    servers:
      - name: {name}
        address: 10.0.{len(name)}.{address}
"""


@pytest.fixture(name="write")
def _write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes files into a folder, which is the current directory and, by its .git, a root."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def write(files: Files) -> None:
        Path(".git").mkdir(exist_ok=True)
        for name, text in files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(text.encode("utf-8", "surrogatepass"))

    return write


def seen(report: Report) -> list[tuple[str, int, str]]:
    """File, line and code of each finding."""
    assert report.errors == ()
    return [(one.place.file, one.place.line, one.code) for one in report.findings]


def judged(*paths: str, limits: Limits | None = None) -> list[tuple[str, int, str]]:
    return seen(engine.check(paths, limits))


def only(*paths: str) -> Finding:
    report = engine.check(paths)
    assert report.errors == ()
    (finding,) = report.findings
    return finding


TWO = {"parts/a.yaml": part("A"), "parts/b.yaml": part("B")}
FOUND_IN_TWO = [("parts/a.yaml", 6, UNDECIDED), ("parts/b.yaml", 6, UNDECIDED)]


@pytest.mark.parametrize(
    "include",
    [
        "parts/*.yaml",
        "parts/?.yaml",
        "'**/*.yaml'",
        "[parts/a.yaml, parts/b.yaml]",
        "[parts/b.yaml, parts/*.yaml]",
        "[./parts/a.yaml, parts/../parts/b.yaml]",
    ],
)
def test_an_include_names_files_by_paths_and_globs_each_once(write: Write, include: str) -> None:
    write({"infra.yaml": document(include), **TWO})

    report = engine.check(["infra.yaml"])

    assert seen(report) == FOUND_IN_TWO
    assert report.summary == (3, 1, 0, 0)


@pytest.mark.parametrize("given", [*permutations(["infra.yaml", "parts/a.yaml", "parts/b.yaml"]), ("parts/b.yaml",)])
def test_whichever_files_are_given_and_in_whatever_order_the_estate_is_judged_once(
    write: Write, given: tuple[str, ...]
) -> None:
    write({"infra.yaml": document("parts/*.yaml"), **TWO})

    report = engine.check(given)

    assert seen(report) == FOUND_IN_TWO
    assert report.summary == (3, 1, 0, 0)


def test_a_file_under_several_names_is_one_file(write: Write, tmp_path: Path) -> None:
    write({"infra.yaml": document("parts/*.yaml"), **TWO})

    report = engine.check(["infra.yaml", "./infra.yaml", "parts/../infra.yaml", str(tmp_path / "here/parts/a.yaml")])

    assert seen(report) == FOUND_IN_TWO
    assert report.summary == (3, 1, 0, 0)


def test_a_link_to_a_file_is_that_file(write: Write) -> None:
    write({"infra.yaml": document("parts/*.yaml"), **TWO})
    try:
        Path("other.yaml").symlink_to("infra.yaml")
    except OSError as error:
        pytest.skip(f"no links here: {error}")

    assert engine.check(["other.yaml", "infra.yaml"]).summary == (3, 1, 0, 0)


def test_fragments_of_different_documents_are_different_estates(write: Write) -> None:
    write(
        {
            "one/infra.yaml": document("a.yaml"),
            "one/a.yaml": part("A", "infra.yaml"),
            "two/infra.yaml": document("a.yaml"),
            "two/a.yaml": part("A", "infra.yaml"),
        }
    )

    report = engine.check(["one/a.yaml", "two/infra.yaml"])

    assert seen(report) == [("one/a.yaml", 6, UNDECIDED), ("two/a.yaml", 6, UNDECIDED)]
    assert report.summary == (4, 2, 0, 0)


SHARED = {
    "one.yaml": document("[parts/*.yaml, parts/only/a.yaml]"),
    "two.yaml": document("parts/*.yaml"),
    "parts/shared.yaml": part("S", "[../one.yaml, ../two.yaml]"),
    "parts/only/a.yaml": part("A", "../../one.yaml"),
}


@pytest.mark.parametrize("given", [["parts/shared.yaml"], ["one.yaml", "two.yaml"], ["two.yaml", "parts/only/a.yaml"]])
def test_a_fragment_that_two_documents_share_is_judged_in_both_and_reported_once(
    write: Write, given: list[str]
) -> None:
    write(SHARED)

    report = engine.check(given)

    assert seen(report) == [("parts/only/a.yaml", 6, UNDECIDED), ("parts/shared.yaml", 6, UNDECIDED)]
    assert report.summary == (4, 2, 0, 0)


def test_a_fault_of_a_shared_fragment_is_reported_once_though_it_is_the_second_of_its_kind_in_one_estate(
    write: Write,
) -> None:
    faulty = "x: 1\n"
    write(
        {**SHARED, "one.yaml": SHARED["one.yaml"] + faulty, "parts/shared.yaml": SHARED["parts/shared.yaml"] + faulty}
    )

    expected = [("one.yaml", 4, "EXL011"), ("parts/shared.yaml", 8, "EXL011")]
    assert judged("one.yaml", "two.yaml") == judged("two.yaml", "one.yaml") == expected


NESTED = {
    "infra.yaml": document("sites.yaml"),
    "sites.yaml": "exlint: 1\npart_of: infra.yaml\ninclude: sites/*.yaml\n",
    "sites/a.yaml": part("A", "../sites.yaml"),
    "sites/b.yaml": "exlint: 1\npart_of: ../sites.yaml\ninclude: b/*.yaml\n",
    "sites/b/c.yaml": part("C", "../b.yaml"),
}


@pytest.mark.parametrize("given", sorted(NESTED))
def test_a_fragment_may_include_fragments(write: Write, given: str) -> None:
    write(NESTED)

    report = engine.check([given])

    assert seen(report) == [("sites/a.yaml", 6, UNDECIDED), ("sites/b/c.yaml", 6, UNDECIDED)]
    assert report.summary == (5, 1, 0, 0)


def test_a_fragment_that_is_included_twice_names_both_that_include_it(write: Write) -> None:
    diamond = {
        "infra.yaml": document("[sites.yaml, a.yaml]"),
        "sites.yaml": "exlint: 1\npart_of: infra.yaml\ninclude: a.yaml\n",
    }
    write({**diamond, "a.yaml": part("A", "[infra.yaml, sites.yaml]")})
    assert judged("infra.yaml") == [("a.yaml", 6, UNDECIDED)]

    write({"a.yaml": part("A", "infra.yaml")})
    finding = only("infra.yaml")
    assert (finding.place.file, finding.place.line, finding.code) == ("sites.yaml", 3, "EXL024")
    assert finding.message == "a.yaml has no part_of that leads back to sites.yaml: it is a document of its own"


# What does not hang together (EXL024)


@pytest.mark.parametrize(
    ("files", "place", "message"),
    [
        pytest.param(
            {"infra.yaml": document("parts/*.yaml")},
            ("infra.yaml", 2, 10),
            "include: parts/*.yaml matches no file",
            id="no match",
        ),
        pytest.param(
            {"infra.yaml": document("[parts/b.yaml, parts/a.yml]"), **TWO},
            ("infra.yaml", 2, 25),
            "include: parts/a.yml: no such file (did you mean parts/a.yaml?)",
            id="no such file",
        ),
        pytest.param(
            {"infra.yaml": document("../outside.yaml")},
            ("infra.yaml", 2, 10),
            "include: ../outside.yaml leads out of the root: the nearest folder upwards with .git, exlint.toml or"
            " [tool.exlint]",
            id="out of the root",
        ),
        pytest.param(
            {"infra.yaml": document("parts/a.yaml"), "parts/a.yaml": "exlint: 1\n"},
            ("infra.yaml", 2, 10),
            "parts/a.yaml has no part_of that leads back to infra.yaml: it is a document of its own",
            id="without part_of",
        ),
        pytest.param(
            {
                "infra.yaml": document("parts/a.yaml"),
                "other.yaml": document("parts/a.yaml"),
                "parts/a.yaml": part("A", "../other.yaml"),
            },
            ("infra.yaml", 2, 10),
            "parts/a.yaml has no part_of that leads back to infra.yaml: it is a document of its own",
            id="part of another document",
        ),
        pytest.param(
            {"infra.yaml": document("infra.yaml")},
            ("infra.yaml", 2, 10),
            "include: infra.yaml names only the document itself",
            id="only itself",
        ),
    ],
)
def test_an_include_that_cannot_be_followed_is_a_finding_of_the_document(
    write: Write, files: Files, place: tuple[str, int, int], message: str
) -> None:
    write({"../outside.yaml": "exlint: 1\npart_of: here/infra.yaml\n", **files})
    finding = only("infra.yaml")
    assert (finding.code, finding.place[:3], finding.message) == ("EXL024", place, message)


@pytest.mark.parametrize(
    ("part_of", "message"),
    [
        ("../infra.yaml", "infra.yaml does not include this file, so that nothing here is part of its estate"),
        ("../infra.yml", "part_of: ../infra.yml: no such file (did you mean ../infra.yaml?)"),
        ("'../*.yaml'", "part_of: ../*.yaml holds a wildcard; here every file is named"),
    ],
    ids=["not included", "no such file", "wildcard"],
)
def test_a_fragment_that_belongs_to_no_document_is_an_estate_of_nobody(
    write: Write, part_of: str, message: str
) -> None:
    write({"infra.yaml": document("[]").replace("include: []\n", ""), "parts/a.yaml": part("A", part_of)})

    report = engine.check(["parts/a.yaml"])

    (finding,) = report.findings
    assert (finding.code, finding.place[:3]) == ("EXL024", ("parts/a.yaml", 2, 10))
    assert finding.message == message
    assert report.summary == (1, 0, 0, 0)


MOVED = "says to the configuration of the document, which counts for its fragments, and delete it"


@pytest.mark.parametrize(
    ("mark", "text", "mend", "also"),
    [
        ("parts/exlint.toml", "", f"move what parts/exlint.toml {MOVED}", "; where that is right, {mend}"),
        (
            "parts/pyproject.toml",
            "[tool.exlint]\n",
            f"move what [tool.exlint] of parts/pyproject.toml {MOVED}",
            "; where that is right, {mend}",
        ),
        ("parts/.git", "gitdir: elsewhere\n", "move parts/deep/a.yaml out of that repository", ""),
    ],
    ids=["exlint.toml", "pyproject.toml", "repository"],
)
def test_what_ends_an_estate_between_a_document_and_its_fragment_is_named(
    write: Write, mark: str, text: str, mend: str, also: str
) -> None:
    write({"infra.yaml": document("parts/deep/a.yaml"), "parts/deep/a.yaml": part("A", "../../infra.yaml"), mark: text})

    above, below = only("infra.yaml"), only("parts/deep/a.yaml")

    assert (above.code, above.place[:3]) == ("EXL024", ("infra.yaml", 2, 10))
    assert above.message == f"parts/deep/a.yaml is part of infra.yaml, but {mark} ends the estate between them"
    assert above.mend == mend
    assert (below.code, below.place[:3]) == ("EXL024", ("parts/deep/a.yaml", 2, 10))
    assert below.message == f"part_of: ../../infra.yaml leads out of the root: {mark} ends the estate"
    assert below.mend == "write the path of the document" + also.format(mend=mend)


def test_a_fragment_of_another_document_above_its_root_is_a_stranger(write: Write) -> None:
    write({"infra.yaml": document("parts/a.yaml"), "parts/a.yaml": part("A", "../other.yaml"), "parts/exlint.toml": ""})

    assert only("infra.yaml").message.endswith(
        "has no part_of that leads back to infra.yaml: it is a document of its own"
    )


def test_a_part_of_that_leads_nowhere_is_found_though_another_leads_to_a_document(write: Write) -> None:
    write({"infra.yaml": document("parts/a.yaml"), "parts/a.yaml": part("A", "[../infra.yaml, ../gone.yaml]")})

    assert judged("infra.yaml") == judged("parts/a.yaml") == [("parts/a.yaml", 2, "EXL024")]


def test_the_other_faults_of_a_fragment_without_a_document_are_found(write: Write) -> None:
    write({"a.yaml": "exlint: 1\npart_of: gone.yaml\nforrest: {}\n"})
    assert judged("a.yaml") == [("a.yaml", 2, "EXL024"), ("a.yaml", 3, "EXL011")]


def test_what_is_wrong_above_a_fragment_is_found_when_only_the_fragment_is_given(write: Write) -> None:
    write(
        {
            "sites.yaml": "exlint: 1\npart_of: gone.yaml\ninclude: a.yaml\nforrest: {}\n",
            "a.yaml": "exlint: 1\npart_of: sites.yaml\nforest: 5\n",
        }
    )
    expected = [("a.yaml", 3, "EXL010"), ("sites.yaml", 2, "EXL024"), ("sites.yaml", 4, "EXL011")]
    assert judged("a.yaml") == judged("sites.yaml", "a.yaml") == expected


@pytest.mark.parametrize(
    ("files", "place", "message"),
    [
        pytest.param(
            {
                "infra.yaml": document("a.yaml"),
                "a.yaml": "exlint: 1\npart_of: infra.yaml\ninclude: infra.yaml\n",
            },
            ("a.yaml", 3, 10),
            "infra.yaml includes itself through a.yaml",
            id="the document",
        ),
        pytest.param(
            {
                "infra.yaml": document("[a.yaml, b.yaml]"),
                "a.yaml": "exlint: 1\npart_of: [infra.yaml, b.yaml]\ninclude: b.yaml\n",
                "b.yaml": "exlint: 1\npart_of: [infra.yaml, a.yaml]\ninclude: a.yaml\n",
            },
            ("b.yaml", 3, 10),
            "a.yaml includes itself through b.yaml",
            id="two fragments",
        ),
    ],
)
def test_a_circle_of_includes_is_found_where_it_closes(
    write: Write, files: Files, place: tuple[str, int, int], message: str
) -> None:
    write(files)
    finding = only(*files)
    assert (finding.code, finding.place[:3], finding.message) == ("EXL024", place, message)


def test_a_circle_without_a_document_is_found_at_each_file_that_is_given(write: Write) -> None:
    write(
        {
            "a.yaml": "exlint: 1\npart_of: b.yaml\ninclude: b.yaml\n",
            "b.yaml": "exlint: 1\npart_of: a.yaml\ninclude: a.yaml\n",
        }
    )
    finding = only("a.yaml")
    assert (finding.code, finding.place[:2]) == ("EXL024", ("a.yaml", 2))
    assert finding.message == "part_of of a.yaml leads in a circle: no document is above it"
    assert judged("a.yaml", "b.yaml") == [("a.yaml", 2, "EXL024"), ("b.yaml", 2, "EXL024")]


def test_an_error_in_how_files_hang_together_stops_the_rules_of_that_estate_only(write: Write) -> None:
    other = part("O").replace("part_of: ../infra.yaml\nforest:", "forest:\n  name: o.example")
    write({"infra.yaml": document("[parts/*.yaml, gone.yaml]"), **TWO, "other.yaml": other})

    report = engine.check(["infra.yaml", "other.yaml"])

    assert seen(report) == [("infra.yaml", 2, "EXL024"), ("other.yaml", 6, UNDECIDED)]
    assert report.summary == (4, 2, 0, 1)


# Files that cannot be read hide nothing


BROKEN = "exlint: 1\npart_of: ../infra.yaml\nforest: [\n"


def test_a_broken_fragment_is_a_finding_in_its_own_line_and_the_faults_of_the_others_stay(write: Write) -> None:
    faulty = part("A").replace("address: 10", "adress: 10")
    write({"infra.yaml": document("parts/*.yaml"), "parts/a.yaml": faulty, "parts/b.yaml": BROKEN})

    report = engine.check(["infra.yaml"])

    assert [(file, code) for file, _, code in seen(report)] == [
        ("parts/a.yaml", "EXL012"),
        ("parts/a.yaml", "EXL011"),
        ("parts/b.yaml", "EXL001"),
    ]
    assert report.summary == (3, 1, 0, 1)


def test_a_broken_fragment_is_not_blamed_for_its_part_of(write: Write) -> None:
    write({"infra.yaml": document("b.yaml"), "b.yaml": "exlint: 1\nforest: [\n"})
    assert [code for _, _, code in judged("infra.yaml")] == ["EXL001"]


def test_a_fragment_that_is_too_large_is_said_to_be_and_the_others_are_read(write: Write) -> None:
    write({"infra.yaml": document("parts/*.yaml"), "parts/a.yaml": "x: 1\n" + part("A"), "parts/b.yaml": part("B") * 9})

    found = judged("infra.yaml", limits=Limits(size=300))

    assert found == [("parts/a.yaml", 1, "EXL011"), ("parts/b.yaml", 1, "EXL003")]


def test_a_fragment_that_may_not_be_read_is_said_to_be_and_the_others_are_read(write: Write) -> None:
    write({"infra.yaml": document("parts/*.yaml"), "parts/a.yaml": "x: 1\n" + part("A"), "parts/b.yaml": part("B")})
    Path("parts/b.yaml").chmod(0)
    if os.access("parts/b.yaml", os.R_OK):
        pytest.skip("nothing is denied to this user")

    assert judged("infra.yaml") == [("parts/a.yaml", 1, "EXL011"), ("parts/b.yaml", 1, "EXL002")]


@pytest.mark.parametrize("given", [["parts/a.yaml"], ["parts/a.yaml", "infra.yaml"], ["infra.yaml", "parts/a.yaml"]])
def test_the_faults_of_a_fragment_are_found_though_its_document_is_broken(write: Write, given: list[str]) -> None:
    write({"infra.yaml": document("parts/*.yaml") + "isa: [\n", "parts/a.yaml": "x: 1\n" + part("A")})

    found = judged(*given)

    assert [(file, code) for file, _, code in found] == [("infra.yaml", "EXL001"), ("parts/a.yaml", "EXL011")]


def test_a_fragment_without_a_version_is_no_mystery(write: Write) -> None:
    write({"infra.yaml": document("a.yaml"), "a.yaml": "part_of: infra.yaml\n"})
    assert judged("infra.yaml") == [("a.yaml", 1, "EXL006")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exlint: 1\ninclude: 5\n", [(2, "EXL010")]),
        ("exlint: 1\ninclude: [5, gone.yaml]\n", [(2, "EXL010"), (2, "EXL024")]),
        ("exlint: 1\ninclude: {}\n", [(2, "EXL010")]),
        ("exlint: 1\npart_of: []\n", [(2, "EXL013")]),
        ('exlint: 1\ninclude: "\\0"\n', [(2, "EXL024")]),
        ('exlint: 1\npart_of: "\\uD800"\n', [(2, "EXL005"), (2, "EXL024")]),
    ],
    ids=["a number", "a number and a path", "a mapping", "an empty list", "a NUL", "half a character"],
)
def test_an_include_of_a_wrong_shape_is_a_fault_of_the_shape(
    write: Write, text: str, expected: list[tuple[int, str]]
) -> None:
    write({"infra.yaml": text})
    assert [(line, code) for _, line, code in judged("infra.yaml")] == expected


def test_a_chain_of_fragments_may_be_longer_than_the_stack_is_deep(write: Write) -> None:
    chain = {
        f"f{index}.yaml": f"exlint: 1\npart_of: f{index - 1}.yaml\ninclude: f{index + 1}.yaml\n"
        for index in range(1, 400)
    }
    write({**chain, "f0.yaml": document("f1.yaml"), "f400.yaml": part("Last", "f399.yaml")})

    report = engine.check(["f400.yaml"])

    assert seen(report) == [("f400.yaml", 6, UNDECIDED)]
    assert report.summary == (401, 1, 0, 0)


def test_many_fragments_take_no_time_that_grows_with_their_square(write: Write) -> None:
    write(
        {"infra.yaml": document("parts/*.yaml"), **{f"parts/{index}.yaml": part(f"D{index}") for index in range(1000)}}
    )

    start = time.perf_counter()
    report = engine.check([f"parts/{index}.yaml" for index in range(1000)])
    taken = time.perf_counter() - start

    assert report.summary[:2] == (1001, 1)
    assert taken < 15
