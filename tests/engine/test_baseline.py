"""What a baseline takes: in the small with any findings and entries, in the large with estates that are judged."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import estates
from baselines import Alone
from baselines import matching as matching_of
from exlint import document, engine
from exlint.engine import Besides, Policy
from exlint.engine.baseline import Matching
from exlint.engine.baseline_file import Baseline, empty, read
from exlint.engine.baseline_lines import Entry, text
from exlint.engine.files import File
from exlint.findings import Finding, Place, Report, Severity

LIMIT = 1_000_000
ON_DISK = ["a.yaml", "b.yaml", "c.yaml"]
GONE = ["x.yaml", "y.yaml"]
CODES = ["EXL101", "EXL103", "EXL201"]
PRINTS = [f"{number:016}" for number in range(3)]


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A current directory for the whole module, in which the documents of `ON_DISK` are."""
    folder = tmp_path_factory.mktemp("estate")
    for name in ON_DISK:
        (folder / name).write_bytes(b"exlint: 1\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield


class Found(NamedTuple):
    """An estate of one file with what was found in it: codes and fingerprints, as often as they are found."""

    document: str
    keys: list[tuple[str, str]]


keys = st.tuples(st.sampled_from(CODES), st.sampled_from(PRINTS))
runs = st.lists(
    st.builds(Found, st.sampled_from(ON_DISK), st.lists(keys, max_size=5)),
    max_size=3,
    unique_by=lambda one: one.document,
)
known = st.lists(st.tuples(st.sampled_from(ON_DISK + GONE), keys), max_size=12)


def finding(code: str, fingerprint: str, file: str = "a.yaml") -> Finding:
    return Finding(Place(file, 1, 1, 1, 1, ""), code, "", Severity.ERROR, "", "MAIL1", fingerprint=fingerprint)


def file(name: str) -> File:
    return File(str(Path(name).resolve()), name, document.read(b""))


def baseline(pairs: Iterable[tuple[str, tuple[str, str]]]) -> Baseline:
    """A baseline with an entry for each pair, some perhaps equal but for their line, as no file has them."""
    listed = [Entry(name, code, "MAIL1", print_, line) for line, (name, (code, print_)) in enumerate(pairs, 2)]
    return empty("known.jsonl")._replace(entries=tuple(listed))


class Outcome(NamedTuple):
    """What became of the findings of a run: what counts and what was taken, each with its document."""

    counted: list[tuple[str, Finding]]
    taken: list[tuple[str, Finding]]
    matching: Matching


def run(found: Iterable[Found], entries_: Baseline, *, whole: bool = True, unjudged: Collection[str] = ()) -> Outcome:
    matching = matching_of(entries_, whole=whole)
    outcome = Outcome([], [], matching)
    for one in found:
        findings = [finding(*key) for key in one.keys]
        counted, taken = matching.take([file(one.document)], findings, Policy(), judged=one.document not in unjudged)
        outcome.counted.extend((one.document, each) for each in counted)
        outcome.taken.extend((one.document, each) for each in taken)
    return outcome


def bare(pairs: Iterable[tuple[str, Finding]]) -> Counter[tuple[str, str, str]]:
    return Counter((name, one.code, one.fingerprint) for name, one in pairs)


@given(runs, known, st.booleans())
def test_what_is_taken_and_what_counts_is_what_was_found(
    found: list[Found],
    pairs: list[tuple[str, tuple[str, str]]],
    whole: bool,  # noqa: FBT001 - as drawn
) -> None:
    outcome = run(found, baseline(pairs), whole=whole)

    assert bare(outcome.counted) + bare(outcome.taken) == Counter(
        (one.document, *key) for one in found for key in one.keys
    )


@given(runs, known)
def test_an_entry_takes_one_finding_of_its_own_document_or_of_one_that_may_be_it_renamed(
    found: list[Found], pairs: list[tuple[str, tuple[str, str]]]
) -> None:
    lines = {entry.line: entry for entry in baseline(pairs).entries}
    fitting = {one.document for one in found for key in one.keys if (one.document, key) in pairs}

    taken = run(found, baseline(pairs)).taken

    used = [lines[one.suppressed.place.line] for _, one in taken if one.suppressed]
    assert len(used) == len(taken)
    assert len(set(used)) == len(used)
    for entry, (name, one) in zip(used, taken, strict=True):
        assert (entry.code, entry.fingerprint) == (one.code, one.fingerprint)
        assert entry.document == name or (entry.document in GONE and name not in fitting)


@given(runs, known)
def test_as_much_is_taken_as_there_are_entries(found: list[Found], pairs: list[tuple[str, tuple[str, str]]]) -> None:
    entered = Counter((name, *key) for name, key in pairs)
    fitting = {one.document for one in found for key in one.keys if (one.document, key) in pairs}
    expected: Counter[tuple[str, str]] = Counter()
    new: Counter[tuple[str, str]] = Counter()
    for one in found:
        for key, number in Counter(one.keys).items():
            if one.document in fitting:
                expected[key] += min(number, entered[one.document, *key])
            else:
                new[key] += number
    for key, number in new.items():
        expected[key] += min(number, sum(entered[name, *key] for name in GONE))

    assert Counter((one.code, one.fingerprint) for _, one in run(found, baseline(pairs)).taken) == +expected


@given(runs, known, st.booleans())
def test_an_entry_is_taken_or_stale_or_kept_and_stale_only_where_that_can_be_known(
    found: list[Found],
    pairs: list[tuple[str, tuple[str, str]]],
    whole: bool,  # noqa: FBT001 - as drawn
) -> None:
    outcome = run(found, baseline(pairs), whole=whole)
    looked = {one.document for one in found}

    taken = {one.suppressed.place.line for _, one in outcome.taken if one.suppressed}
    left = [entry for entry in baseline(pairs).entries if entry.line not in taken]
    stale = [one for one in left if one.document in looked or (whole and one.document in GONE)]
    assert list(outcome.matching.stale()) == stale
    assert list(outcome.matching.kept()) == [one for one in left if one not in stale]


@given(runs, known, st.booleans(), st.sets(st.sampled_from(ON_DISK)))
def test_pruning_leaves_what_counts_as_it_is_and_nothing_to_prune(
    found: list[Found],
    pairs: list[tuple[str, tuple[str, str]]],
    whole: bool,  # noqa: FBT001 - as drawn
    unjudged: set[str],
) -> None:
    before = run(found, baseline(pairs), whole=whole, unjudged=unjudged)
    stale = {entry.line for entry in before.matching.stale()}
    left = [entry for entry in baseline(pairs).entries if entry.line not in stale]

    after = run(found, baseline(())._replace(entries=tuple(left)), whole=whole, unjudged=unjudged)

    assert after.counted == before.counted
    assert after.taken == before.taken
    assert after.matching.stale() == ()


def stale_after(policy: Policy, *, judged: bool = True, code: str = "EXL101", whole: bool = True) -> bool:
    """Whether an entry of a.yaml is stale where nothing was found in it."""
    matching = matching_of(baseline([("a.yaml", (code, PRINTS[0]))]), whole=whole)
    matching.take([file("a.yaml")], (), policy, judged=judged)
    return bool(matching.stale())


def test_an_entry_is_stale_only_where_its_rule_looked_at_its_document() -> None:
    assert stale_after(Policy())
    assert stale_after(Policy(), whole=False)
    assert not stale_after(Policy(), judged=False)
    assert not stale_after(Policy(codes=frozenset({"EXL201"})))
    assert stale_after(Policy(codes=frozenset({"EXL101"})))
    assert not stale_after(Policy(), code="ACME001")


def test_an_entry_of_a_rule_that_is_off_until_selected_is_not_stale_until_then() -> None:
    assert not stale_after(Policy(), code="EXL113")
    assert stale_after(Policy(codes=frozenset({"EXL113"})), code="EXL113")


@pytest.mark.parametrize("code", ["EXL901", "EXL905"])
def test_an_entry_about_a_comment_is_not_stale_where_no_comment_is_looked_at(code: str) -> None:
    assert stale_after(Policy(), code=code)
    assert not stale_after(Policy(suppressions=False), code=code)
    assert stale_after(Policy(suppressions=False))


def test_an_entry_of_a_rule_that_is_ignored_in_a_file_of_the_estate_is_not_stale() -> None:
    a, part = file("a.yaml"), file("b.yaml")
    matching = matching_of(baseline([("a.yaml", (code, PRINTS[0])) for code in ("EXL101", "EXL201")]), whole=True)

    policy = Policy(ignored=lambda path, code: (path, code) == (part.path, "EXL101"))
    matching.take([a, part], (), policy, judged=True)

    assert [entry.code for entry in matching.stale()] == ["EXL201"]


def test_an_entry_of_a_document_that_is_gone_is_stale_only_after_a_look_at_all_that_may_be_it() -> None:
    def stale(*, whole: bool = True, judged: bool = True, policy: Policy | None = None) -> int:
        matching = matching_of(baseline([("x.yaml", ("EXL101", PRINTS[0]))]), whole=whole)
        matching.take([file("a.yaml")], (), policy or Policy(), judged=judged)
        return len(matching.stale())

    assert stale() == 1
    assert stale(whole=False) == 0
    assert stale(judged=False) == 0
    assert stale(policy=Policy(codes=frozenset({"EXL201"}))) == 0


def test_a_document_that_has_become_a_fragment_hands_its_entries_to_the_document_that_includes_it() -> None:
    one, two = ("EXL101", PRINTS[0]), ("EXL201", PRINTS[1])
    matching = matching_of(baseline([("a.yaml", one), ("b.yaml", two), ("b.yaml", one)]), whole=False)

    counted, taken = matching.take(
        [file("a.yaml"), file("b.yaml")], [finding(*one), finding(*two)], Policy(), judged=True
    )

    assert counted == ()
    assert [each.suppressed and each.suppressed.place.line for each in taken] == [2, 3]
    assert [entry.line for entry in matching.stale()] == [4]


def test_a_document_that_took_the_name_of_another_takes_the_entries_of_its_old_name() -> None:
    old, new = ("EXL101", PRINTS[0]), ("EXL201", PRINTS[1])
    outcome = run([Found("a.yaml", [new])], baseline([("a.yaml", old), ("x.yaml", new)]))

    assert outcome.counted == []
    assert [entry.line for entry in outcome.matching.stale()] == [2]


@pytest.mark.parametrize("code", ["EXL001", "EXL009", "EXL911", "EXL919"])
def test_what_is_about_a_file_or_the_baseline_is_never_taken_nor_written(code: str) -> None:
    matching = matching_of(baseline([("a.yaml", (code, PRINTS[0]))]), whole=True)
    found = finding(code, PRINTS[0])

    counted, taken = matching.take([file("a.yaml")], [found], Policy(), judged=True)

    assert (counted, taken) == ((found,), ())
    assert matching.found == set()


@pytest.mark.parametrize("name", ["/x.yaml", "//host/share/x.yaml", "\\\\host\\share\\x.yaml", "\\x.yaml"])
def test_an_entry_that_names_another_computer_is_not_looked_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(path: str) -> bool:
        raise AssertionError(path)

    monkeypatch.setattr("exlint.engine.baseline.os.path.lexists", asked)

    assert matching_of(baseline([(name, ("EXL101", PRINTS[0]))]), whole=True).stale() == ()


def test_of_documents_that_the_run_does_not_look_at_no_file_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: str) -> bool:
        raise AssertionError(path)

    monkeypatch.setattr("exlint.engine.baseline.is_ours", opened)
    known = baseline([("a.yaml", ("EXL101", PRINTS[0]))])
    matching = matching_of(known, whole=False)

    assert matching.stale() == ()
    assert matching.kept() == known.entries
    with pytest.raises(AssertionError):
        matching_of(known, whole=True).stale()


def test_a_name_that_no_file_can_have_is_a_document_that_is_gone() -> None:
    assert len(matching_of(baseline([("a\0.yaml", ("EXL101", PRINTS[0]))]), whole=True).stale()) == 1


ODD = b"""\
exlint: 1
isa:
  servers:
    - {name: ISA1, version: isa-2000, internal_addresses: [10.0.0.1], local_address_table: [10.0.0.0/24], networks: []}
"""
PLAIN = ODD.replace(b", networks: []", b"")


def test_what_the_baseline_takes_is_no_warning_too_many() -> None:
    policy = Policy(max_warnings=0, fail_level=None)

    report = engine.check(["a.yaml"], None, {"a.yaml": ODD}, lambda _: policy, of(ODD))

    assert [one.code for one in report.suppressed] == ["EXL601"]
    assert report.failures == ()
    stale = engine.check(["a.yaml"], None, {"a.yaml": PLAIN}, lambda _: policy, of(ODD))
    assert stale.failures == ("1 warning; expected at most 0 (max-warnings)",)


def test_the_policy_of_the_baseline_s_own_file_decides_about_stale_entries() -> None:
    asked = []

    def policies(path: str) -> Policy:
        asked.append(Path(path).name)
        return Policy(severities={"EXL911": Severity.ERROR}) if path.endswith(".jsonl") else Policy()

    report = engine.check(["a.yaml"], None, {"a.yaml": PLAIN}, policies, of(ODD))

    assert [(one.code, one.severity) for one in report.findings] == [("EXL911", Severity.ERROR)]
    assert asked == ["a.yaml", "known.jsonl"]

    silent = Policy(ignored=lambda path, code: (Path(path).name, code) == ("known.jsonl", "EXL911"))
    report = engine.check(["a.yaml"], None, {"a.yaml": PLAIN}, lambda _: silent, of(ODD))
    assert (report.findings, report.failures) == ((), ())


def test_a_fault_of_exlint_makes_no_entry_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    known_ = written(ODD)

    def fail(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("exlint.engine.run.judge", fail)
    report = judged(PLAIN, matching_of(known_, whole=True))

    assert (report.findings, report.errors) == ((), ("a.yaml: internal error: RuntimeError: no",))


# In the large: random estates, judged.

RANDOM = settings(max_examples=50)
seeds = st.integers(0, 10**6)


def as_yaml(data: Any, remark: str = "") -> bytes:
    """The data as YAML, with a remark above each line."""
    return "".join(f"{remark}{line}\n" for line in json.dumps(data, indent=1).splitlines()).encode()


def judged(data: bytes, matching: Matching | None = None) -> Report:
    besides = Besides(baselines=Alone(matching) if matching else None)
    return engine.check(["a.yaml"], None, {"a.yaml": data}, besides=besides)


def written(data: bytes) -> Baseline:
    """The baseline that a run over a document writes, read back."""
    matching = matching_of(empty("known.jsonl"), whole=True)
    judged(data, matching)
    Path("known.jsonl").write_text(text(matching.found), encoding="utf-8", newline="\n")
    return read("known.jsonl", LIMIT)


def of(data: bytes) -> Besides:
    """What a run is asked besides: a baseline written from a document."""
    return Besides(baselines=Alone(matching_of(written(data), whole=False)))


def shuffled(data: Any, source: Random) -> Any:
    """The same with the keys of every mapping, and the servers of every list of servers, in another order."""
    if isinstance(data, dict):
        pairs = [(key, shuffled(value, source)) for key, value in data.items()]
        source.shuffle(pairs)
        return {
            key: source.sample(value, len(value)) if key in ("servers", "smtp_virtual_servers") else value
            for key, value in pairs
        }
    return [shuffled(one, source) for one in data] if isinstance(data, list) else data


@RANDOM
@given(seeds)
def test_after_writing_nothing_counts_and_nothing_is_stale_whatever_moves(seed: int) -> None:
    source = Random(seed)
    data = estates.estate(source)
    known_ = written(as_yaml(data))
    for text_ in (as_yaml(data), as_yaml(data, "# a remark\n\n"), as_yaml(shuffled(data, source))):
        matching = matching_of(known_, whole=True)

        report = judged(text_, matching)

        assert report.errors == ()
        assert report.findings == ()
        assert report.failures == ()
        assert len(report.suppressed) == len(known_.entries)


@RANDOM
@given(seeds, seeds)
def test_of_another_estate_what_both_have_is_taken_and_the_rest_of_the_entries_is_stale(
    first: int, second: int
) -> None:
    known_ = written(as_yaml(estates.estate(Random(first))))
    data = as_yaml(estates.estate(Random(second)))
    plain = Counter((one.code, one.fingerprint) for one in judged(data).findings)
    listed = Counter((entry.code, entry.fingerprint) for entry in known_.entries)

    matching = matching_of(known_, whole=True)
    report = judged(data, matching)

    counted = Counter((one.code, one.fingerprint) for one in report.findings if one.code != "EXL911")
    stale = Counter((entry.code, entry.fingerprint) for entry in matching.stale())
    assert counted == plain - listed
    assert stale == listed - plain
    assert sum(one.code == "EXL911" for one in report.findings) == stale.total()

    pruned = Path("pruned.jsonl")
    pruned.write_bytes(known_.without(matching.stale()))
    again = matching_of(read("pruned.jsonl", LIMIT), whole=True)
    assert list(judged(data, again).findings) == [one for one in report.findings if one.code != "EXL911"]
    assert again.file.without(again.stale()) == pruned.read_bytes()
