"""Replacing a file's content: what the new file keeps, what is refused, and what is left beside it."""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from exlint import project
from exlint.project import beside
from exlint.project.writing import NotWritten, replace
from system_calls import before_each

OLD = b"exlint: 1\n"
NEW = b"exlint: 1\nforest:\n  name: contoso.local\n"

posix = pytest.mark.skipif(os.name == "nt", reason="cannot exist on Windows")
linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has it")


def refused(path: Path | str, old: bytes = OLD) -> str:
    with pytest.raises(NotWritten) as caught:
        replace(str(path), old, NEW)
    return str(caught.value)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, NEW),
        (NEW, OLD),
        (b"", NEW),
        (OLD, b""),
        (b"\xef\xbb\xbfa\r\n\x1a\x00", b"\xff\xfea\r\n\n\r"),
        (OLD, OLD * 10**6),
    ],
    ids=["longer", "shorter", "from nothing", "to nothing", "control bytes", "large"],
)
def test_the_file_holds_the_new_content_and_nothing_lies_beside_it(file: Path, old: bytes, new: bytes) -> None:
    file.write_bytes(old)

    replace(str(file), old, new)

    assert file.read_bytes() == new
    assert names(file.parent) == ["infra.yaml"]


def test_a_path_is_relative_to_the_current_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)

    replace("infra.yaml", OLD, NEW)

    assert file.read_bytes() == NEW


@pytest.mark.parametrize(
    "name",
    [
        "with spaces .yaml",
        "-rf.yaml",
        "x" * 250 + ".yaml",
        "ü" * 125 + ".yaml",
        pytest.param("line\nbreak\x1b[31m.yaml", marks=posix),
        pytest.param("undecodable\udcff.yaml", marks=linux),
    ],
    ids=["spaces", "option", "255 bytes", "255 bytes of umlauts", "control characters", "undecodable"],
)
def test_a_file_of_any_name_is_written(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(OLD)

    replace(str(file), OLD, NEW)

    assert file.read_bytes() == NEW
    assert names(tmp_path) == [name]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o200 | 0o444])
def test_permissions_are_kept(file: Path, mode: int) -> None:
    file.chmod(mode)

    replace(str(file), OLD, NEW)

    assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
def test_the_new_file_is_at_no_moment_open_to_others_than_the_old_one(file: Path) -> None:
    file.chmod(0o640)
    seen: list[int] = []

    def look(*_: object) -> None:
        seen.extend(stat.S_IMODE(path.stat().st_mode) for path in file.parent.glob(".infra*"))

    before = os.umask(0)
    try:
        with before_each(_alone(look)):
            replace(str(file), OLD, NEW)
    finally:
        os.umask(before)

    assert set(seen) == {0o600, 0o640}


def _alone(act: Callable[..., None]) -> Callable[..., None]:
    """Does not step in before the calls that `act` makes itself."""
    busy: list[bool] = []

    def once(*arguments: object) -> None:
        if not busy:
            busy.append(True)
            act(*arguments)
            busy.clear()

    return once


@posix
def test_the_content_is_on_the_disk_before_the_renaming_and_the_new_name_behind_it(file: Path) -> None:
    calls: list[str] = []

    with before_each(lambda name, *_: calls.append(name)):
        replace(str(file), OLD, NEW)

    assert [name for name in calls if name in {"write", "fsync", "replace"}] == ["write", "fsync", "replace", "fsync"]


@posix
def test_a_link_that_lies_in_wait_under_the_new_files_name_is_not_followed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    victim = file.with_name("victim")
    victim.write_bytes(b"precious")
    file.with_name(".infra.yaml.exlint-0000000000000000").symlink_to("victim")

    assert refused(file) == f"cannot be written ({os.strerror(errno.EEXIST)}); nothing is written"
    assert (file.read_bytes(), victim.read_bytes()) == (OLD, b"precious")


@pytest.mark.parametrize("new", [NEW, b""], ids=["some content", "none"])
def test_the_time_of_the_file_is_new(file: Path, new: bytes) -> None:
    before = time.time() - 10
    os.utime(file, (10**9, 10**9))

    replace(str(file), OLD, new)

    assert file.stat().st_mtime > before


@posix
def test_root_keeps_the_owner_and_the_group(file: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(file, 1234, 5678)
    file.chmod(0o4750)

    replace(str(file), OLD, NEW)

    assert (file.stat().st_uid, file.stat().st_gid, stat.S_IMODE(file.stat().st_mode)) == (1234, 5678, 0o4750)


def test_the_file_of_a_colleague_becomes_the_users_own_and_keeps_its_group(
    open_folder: Path, as_nobody: Callable[..., str]
) -> None:
    file = open_folder / "infra.yaml"
    os.chown(file, 1234, 5678)
    file.chmod(0o664)

    assert as_nobody(file, 5678) == "written"
    assert (file.read_bytes(), file.stat().st_gid, stat.S_IMODE(file.stat().st_mode)) == (NEW, 5678, 0o664)


def test_a_file_whose_group_would_be_lost_is_refused(open_folder: Path, as_nobody: Callable[..., str]) -> None:
    file = open_folder / "infra.yaml"
    os.chown(file, 65534, 5678)
    file.chmod(0o660)

    said = as_nobody(file)

    assert said == "belongs to a group to which this user may give no file; nothing is written"
    assert (file.read_bytes(), names(open_folder)) == (OLD, ["infra.yaml"])


@linux
def test_extended_attributes_are_kept(file: Path) -> None:
    try:
        os.setxattr(file, "user.origin", b"KB 305394")
    except OSError as error:
        pytest.skip(f"no extended attributes here: {error}")

    replace(str(file), OLD, NEW)

    assert os.getxattr(file, "user.origin") == b"KB 305394"


def acl(*, mask: int) -> bytes:
    """An access control list in the kernel's form that lets user 1 read."""
    entries = [(1, 6, 0xFFFFFFFF), (2, 4, 1), (4, 4, 0xFFFFFFFF), (16, mask, 0xFFFFFFFF), (32, 0, 0xFFFFFFFF)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


@linux
def test_an_access_control_list_is_kept_and_none_comes_from_the_folder(file: Path) -> None:
    other = file.with_name("other.yaml")
    other.write_bytes(OLD)
    try:
        os.setxattr(file, "system.posix_acl_access", acl(mask=4))
        os.setxattr(file.parent, "system.posix_acl_default", acl(mask=6))
    except OSError as error:
        pytest.skip(f"no access control lists here: {error}")
    file.with_name("shows that the folder gives lists").write_bytes(b"")
    assert "system.posix_acl_access" in os.listxattr(file.with_name("shows that the folder gives lists"))

    replace(str(file), OLD, NEW)
    replace(str(other), OLD, NEW)

    assert os.getxattr(file, "system.posix_acl_access") == acl(mask=4)
    assert "system.posix_acl_access" not in os.listxattr(other)


@linux
@pytest.mark.parametrize(("call", "number"), [("listxattr", errno.ENOTSUP), ("removexattr", errno.ENODATA)])
def test_where_there_are_no_access_control_lists_none_is_missed(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)

    replace(str(file), OLD, NEW)

    assert file.read_bytes() == NEW


def test_behind_links_the_file_is_written_that_they_lead_to(tmp_path: Path, file: Path) -> None:
    made = []
    try:
        (tmp_path / "first.yaml").symlink_to("second.yaml")
        (tmp_path / "second.yaml").symlink_to(os.path.join("estate", "infra.yaml"))
    except OSError as error:
        pytest.skip(f"no links here: {error}")

    def look(name: str, *arguments: object) -> None:
        if name == "replace":
            made.append(os.path.dirname(str(arguments[0])))

    with before_each(look):
        replace(str(tmp_path / "first.yaml"), OLD, NEW)

    assert file.read_bytes() == NEW
    assert (os.readlink(tmp_path / "first.yaml"), os.readlink(tmp_path / "second.yaml")) == (
        "second.yaml",
        os.path.join("estate", "infra.yaml"),
    )
    assert made == [str(file.parent.resolve())]
    assert names(tmp_path) == ["estate", "first.yaml", "second.yaml"]


@pytest.mark.parametrize("content", [b"", OLD[:-1], OLD + b"#", b"exlint: 2\n"], ids=["empty", "less", "more", "other"])
def test_a_file_that_holds_something_else_than_what_was_read_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)

    assert refused(file) == "was changed by something else since it was read; nothing is written"
    assert (file.read_bytes(), names(file.parent)) == (content, ["infra.yaml"])


def test_what_another_program_writes_meanwhile_is_not_lost(file: Path) -> None:
    def change(name: str, *_: object) -> None:
        if name == "fsync":
            file.write_bytes(b"exlint: 1\n# by hand\n")

    with before_each(change):
        assert refused(file) == "was changed by something else since it was read; nothing is written"

    assert (file.read_bytes(), names(file.parent)) == (b"exlint: 1\n# by hand\n", ["infra.yaml"])


def test_a_file_that_is_deleted_meanwhile_does_not_come_back(file: Path) -> None:
    def delete(name: str, *_: object) -> None:
        if name == "fsync":
            file.unlink()

    with before_each(delete):
        assert refused(file) == "no such file; nothing is written"

    assert names(file.parent) == []


def test_of_two_writers_at_once_each_writes_all_or_nothing(file: Path) -> None:
    contents = [OLD, *(b"exlint: 1\n" + letter * 200_000 + b"\n" for letter in (b"#", b"\n"))]
    said: list[str] = []

    def write(new: bytes, start: threading.Barrier) -> None:
        start.wait()
        try:
            replace(str(file), OLD, new)
        except NotWritten as error:
            said.append(str(error))

    for _ in range(20):
        file.write_bytes(OLD)
        start = threading.Barrier(2)
        writers = [threading.Thread(target=write, args=(new, start)) for new in contents[1:]]
        for one in writers:
            one.start()
        for one in writers:
            one.join()
        assert file.read_bytes() in contents[1:]
        assert names(file.parent) == ["infra.yaml"]
    assert len(said) <= 20
    assert set(said) <= {"was changed by something else since it was read; nothing is written"}


@pytest.mark.usefixtures("file")
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "estate") == "is a folder; nothing is written"
    assert refused(tmp_path / "none.yaml") == "no such file; nothing is written"
    assert refused(str(tmp_path / "a\0b")) == "no file can have this name; nothing is written"
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe")
        assert refused(tmp_path / "pipe") == "is a named pipe, not a file; nothing is written"


def test_a_file_with_a_second_name_is_refused(file: Path) -> None:
    try:
        os.link(file, file.with_name("second.yaml"))
    except OSError as error:
        pytest.skip(f"no hard links here: {error}")

    assert refused(file) == (
        "has 2 names (hard links), of which only one would get the new content; nothing is written"
    )
    assert names(file.parent) == ["infra.yaml", "second.yaml"]
    assert (file.read_bytes(), file.with_name("second.yaml").read_bytes()) == (OLD, OLD)


def test_a_read_only_file_is_refused_even_where_its_folder_may_be_written(file: Path) -> None:
    file.chmod(0o444)

    assert refused(file) == "is read-only; nothing is written"
    assert (file.read_bytes(), names(file.parent)) == (OLD, ["infra.yaml"])
    file.chmod(0o644)  # Windows would not delete it


def test_a_file_that_others_may_write_is_refused(open_folder: Path, as_nobody: Callable[..., str]) -> None:
    (open_folder / "infra.yaml").chmod(0o644)

    said = as_nobody(open_folder / "infra.yaml")

    assert said == "may not be written by this user, or lies on a disk that is read-only; nothing is written"
    assert (names(open_folder), (open_folder / "infra.yaml").read_bytes()) == (["infra.yaml"], OLD)


def test_in_a_read_only_folder_nothing_is_lost(open_folder: Path, as_nobody: Callable[..., str]) -> None:
    os.chown(open_folder / "infra.yaml", 65534, 65534)
    open_folder.chmod(0o555)

    said = as_nobody(open_folder / "infra.yaml")

    assert said == "lies in a folder in which this user may make no file; nothing is written"
    assert (names(open_folder), (open_folder / "infra.yaml").read_bytes()) == (["infra.yaml"], OLD)


def test_in_a_folder_where_only_owners_replace_files_nothing_is_lost(
    open_folder: Path, as_nobody: Callable[..., str]
) -> None:
    open_folder.chmod(0o1777)
    (open_folder / "infra.yaml").chmod(0o666)

    said = as_nobody(open_folder / "infra.yaml", 0)

    assert said == "cannot be replaced: another program has it open, or only its owner may; nothing is written"
    assert (names(open_folder), (open_folder / "infra.yaml").read_bytes()) == (["infra.yaml"], OLD)


def test_what_a_killed_writer_left_is_no_document(file: Path) -> None:
    left = Path(beside.path_beside(str(file)))
    left.write_bytes(OLD)
    file.write_bytes(b'exlint: 1\ninclude: ["*"]\n')
    file.with_name("part.yaml").write_bytes(b"exlint: 1\npart_of: infra.yaml\n")

    assert left.parent == file.parent
    assert left.name.startswith(".infra.yaml.exlint-")
    assert [Path(path).name for path in project.select([str(file.parent)], skip_foreign=False).files] == [
        "infra.yaml",
        "part.yaml",
    ]
    assert [Path(path).name for path in project.expand(str(file), "*")] == ["part.yaml"]


def test_no_two_writers_take_the_same_name_and_none_is_longer_than_file_systems_allow() -> None:
    paths = {os.path.basename(beside.path_beside(os.path.join("a", "ü" * 125 + ".yaml"))) for _ in range(1000)}

    assert len(paths) == 1000
    assert {len(os.fsencode(path)) for path in paths} == {1 + 100 + len(".exlint-") + 16}


def test_the_next_writer_removes_what_killed_ones_left_of_the_same_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [
        ".infra.yaml.exlint-0123456789abcde",
        ".infra.yaml.exlint-0123456789abcdefa",
        ".infra.yaml.exlint-0123456789abcdeg",
        ".infra.yaml.exlint-notes",
        ".other.yaml.exlint-0123456789abcdef",
        "infra.yaml",
        "infra.yaml.exlint-0123456789abcdef",
    ]
    gone = [".infra.yaml.exlint-0123456789abcdef", ".infra.yaml.exlint-fedcba9876543210"]
    for name in {*kept, *gone}:
        file.with_name(name).write_bytes(OLD)
    file.with_name(".infra.yaml.exlint-ffffffffffffffff").mkdir()
    if os.name != "nt":
        file.with_name(".infra.yaml.exlint-eeeeeeeeeeeeeeee").symlink_to("infra.yaml")
        kept.append(".infra.yaml.exlint-eeeeeeeeeeeeeeee")
    monkeypatch.setattr(beside, "_ABANDONED", 0)
    time.sleep(0.05)  # the clocks of some file systems are slow

    replace(str(file), OLD, NEW)

    assert names(file.parent) == sorted([*kept, ".infra.yaml.exlint-ffffffffffffffff"])


def test_a_writer_that_may_still_be_at_work_is_left_alone(file: Path) -> None:
    file.with_name(".infra.yaml.exlint-0123456789abcdef").write_bytes(OLD)
    os.utime(file.with_name(".infra.yaml.exlint-0123456789abcdef"), (10**9, 10**9))

    replace(str(file), OLD, NEW)

    assert names(file.parent) == [".infra.yaml.exlint-0123456789abcdef", "infra.yaml"]
