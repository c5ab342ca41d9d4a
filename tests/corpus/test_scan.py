from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.scan import ScanOptions, fingerprint, scan


def names(folder: Path, **patterns: tuple[str, ...]) -> list[str]:
    return [source.name for source in scan(folder, ScanOptions(**patterns)).files]


def test_files_are_named_relative_to_the_folder(papers: Path) -> None:
    assert names(papers) == ["2023/rapport.txt", "2023/referat-mars.txt", "notat.md"]


def test_a_single_file_is_named_by_its_own_name(papers: Path) -> None:
    assert names(papers / "2023" / "rapport.txt") == ["rapport.txt"]


def test_include_and_exclude_match_path_and_name_without_regard_to_case(papers: Path) -> None:
    assert names(papers, include=("*.MD",)) == ["notat.md"]
    assert names(papers, exclude=("2023/*",)) == ["notat.md"]
    assert names(papers, include=("*.txt",), exclude=("RAPPORT*",)) == ["2023/referat-mars.txt"]


def test_hidden_files_and_folders_are_skipped(papers: Path) -> None:
    (papers / ".skjult.txt").write_text("hemmelig")
    (papers / ".git").mkdir()
    (papers / ".git" / "notat.txt").write_text("hemmelig")
    assert not [name for name in names(papers) if "skjult" in name or ".git" in name]


def test_other_kinds_are_counted_as_skipped(papers: Path) -> None:
    (papers / "bilde.jpg").write_bytes(b"\xff\xd8")
    assert scan(papers).skipped == ["bilde.jpg"]


def test_a_link_out_of_the_folder_is_not_followed(papers: Path, tmp_path: Path) -> None:
    outside = tmp_path / "utenfor"
    outside.mkdir()
    (outside / "hemmelig.txt").write_text("hemmelig")
    (papers / "lenke").symlink_to(outside)
    (papers / "fil.txt").symlink_to(outside / "hemmelig.txt")
    assert not [name for name in names(papers) if "lenke" in name or "fil" in name]


def test_a_loop_of_links_ends(papers: Path) -> None:
    (papers / "2023" / "rundt").symlink_to(papers)
    assert "notat.md" in names(papers)


def test_a_missing_path_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Finner ikke"):
        scan(tmp_path / "borte")


def test_fingerprint_is_of_the_content_alone(tmp_path: Path) -> None:
    a, b, c = (tmp_path / name for name in "abc")
    a.write_bytes(b"x" * 3_000_000)
    b.write_bytes(b"x" * 3_000_000)
    c.write_bytes(b"x" * 2_999_999 + b"y")
    assert fingerprint(a) == fingerprint(b) != fingerprint(c)
