from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.texts import Texts
from ui.web import uploads
from ui.web.uploads import receive, safe_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        (r"..\..\Referat.PDF", "Referat.PDF"),
        ("<img onerror>.pdf", "img onerror.pdf"),
        ("a\u0301rsmelding.txt", "ársmelding.txt"),
        ("con.txt", "_con.txt"),
        ("..skjult.md", "skjult.md"),
        ("fra\u202efdp.txt", "fra fdp.txt"),
        ("/etc/" + "å" * 400 + ".txt", "å" * 120 + ".txt"),
    ],
)
def test_a_name_is_only_ever_a_file_name(given: str, kept: str, say: Texts) -> None:
    assert safe_name(given, say) == kept


@pytest.mark.parametrize("given", ["../../x", "x.exe", ".pdf", "", "…/", "x.iso", "\x00"])
def test_what_no_reader_knows_is_one_sentence(given: str, say: Texts) -> None:
    with pytest.raises(UsageError, match="ikke lagt til") as told:
        safe_name(given, say)
    assert "\n" not in str(told.value)


async def _stream(content: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(content), 4):
        yield content[at : at + 4]


def give(folder: Path, name: str, content: bytes, say: Texts) -> Path | None:
    waiting = receive(_stream(content), name, folder, say)  # never waits here, so it needs no loop
    with pytest.raises(StopIteration) as done:
        waiting.send(None)
    kept: Path | None = done.value.value
    return kept


def test_a_file_is_kept_whole_and_another_of_the_same_name_beside_it(tmp_path: Path, say: Texts) -> None:
    assert give(tmp_path, "notat.txt", b"en fin dag", say) == tmp_path / "notat.txt"
    assert give(tmp_path, "notat.txt", b"en annen dag", say) == tmp_path / "notat (2).txt"
    assert give(tmp_path, "notat.txt", b"en annen dag", say) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notat (2).txt", "notat.txt"]
    assert (tmp_path / "notat.txt").read_bytes() == b"en fin dag"


@pytest.mark.parametrize(("content", "told"), [(b"", "er tom"), (b"x" * 50, "større enn")])
def test_nothing_is_left_of_what_is_turned_away(
    tmp_path: Path, say: Texts, monkeypatch: pytest.MonkeyPatch, content: bytes, told: str
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 40)
    with pytest.raises(UsageError, match=told):
        give(tmp_path, "notat.txt", content, say)
    assert list(tmp_path.iterdir()) == []
