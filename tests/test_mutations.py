"""Good files of every form, damaged at random: each still gives articles or a named problem."""

from __future__ import annotations

import gzip
import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import corpus_databases as databases
import pytest
from corpus_containers import make_mhtml_frames, make_record, make_webarchive, view_in_chromium
from corpus_fixtures import make_html, save
from hostile_files import SOUND, docx, make_sound, page, story

from helpers import load_corpus, load_problems
from helpers.corpus.limits import Limits
from helpers.corpus.workers import read_files

_SEED, _N_MUTATIONS, _N_LOADED = 20310314, 2000, 200
_FORMS = Path(__file__).parent / "forms" / "Kestria Today"
# readers run in workers, since a library in C that breaks would take the tests with it
_LIMITS = Limits(max_seconds=20, max_unpacked_megabytes=50)
_PROBLEMS = {
    "binary",
    "consent wall",
    "damaged",
    "empty",
    "encrypted",
    "login or subscription wall",
    "needs JavaScript",
    "nested too deep",
    "no article text",
    "no text column",
    "not a format the kit reads",
    "too large",
    "too short",
    "unpacks to too much",
}


def make_originals() -> dict[str, bytes]:
    """Make small sound files of all forms, by name; the same bytes whenever they are made."""
    # boundaries of messages are drawn from it
    random.seed(_SEED)
    files = {f"sound.{form}": make_sound(form, f"sound.{form}") for form in SOUND}
    metadata: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": "Ferry service stops",
        "author": [{"@type": "Person", "name": "Nora Field"}],
        "datePublished": "2031-03-14T09:30:00+01:00",
    }
    files["metadata.html"] = make_html(json_ld=metadata).encode()
    files["singlefile.html"] = make_html(
        comment="<!--\n Page saved with SingleFile \n url: https://a.example/ \n-->"
    ).encode()
    files["source.html"] = view_in_chromium(page("source.html")).encode()
    files["frames.mhtml"] = make_mhtml_frames("<html></html>", [page("frames.mhtml")])
    files["frames.webarchive"] = make_webarchive(b"<html>", frames=[page("frames").encode()])
    files["nexis.docx"] = databases.make_docx(databases.nexis_lines())
    files["nexis.rtf"] = databases.make_rtf(databases.nexis_lines())
    files["lexis.txt"] = databases.lexis_txt().encode()
    files["factiva.html"] = databases.factiva_codes_html().encode()
    files["factiva.rtf"] = databases.make_rtf_table(databases.factiva_rows()[0])
    files["proquest.txt"] = databases.proquest_txt().encode()
    files["proquest.html"] = databases.proquest_html().encode()
    files["europresse.html"] = databases.europresse_html().encode()
    files["in an archive.zip"] = _pack(
        {"a.docx": _without_dates(docx("a")), "b.html": page("b").encode()}
    )
    # a real print, with its tags; the largest of the files
    files["printed.pdf"] = next(_FORMS.glob("*.pdf")).read_bytes()
    crawl = make_record(page("sound.warc.gz").encode())
    files["sound.warc.gz"] = gzip.compress(crawl, mtime=0)
    return {name: _without_dates(data) for name, data in files.items()}


def _without_dates(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    made = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    return _pack({name: made.sub(b"2031-03-14T09:30:00Z", part) for name, part in _unpack(data)})


def _unpack(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def _pack(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # the date of packing would make every run another
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


class Mutator:
    """Damages files, the same way for the same seed."""

    def __init__(self, originals: dict[str, bytes]) -> None:
        self.random = random.Random(_SEED)
        self.originals = originals
        self.ways: tuple[Callable[[bytes], bytes], ...] = (
            self.flip_bits,
            self.delete,
            self.duplicate,
            self.truncate,
            self.splice,
            self.insert,
            self.swap,
            self.blank,
            self.inflate_numbers,
            self.damage_words,
        )

    def mutate(self, name: str, number: int) -> bytes:
        """Damage a file in one to three ways; packed ones every second time inside."""
        self.random.seed(f"{_SEED} {number}")
        data = self.originals[name]
        if self.random.random() < 0.5:
            inside = self._mutate_inside(data)
            if inside is not None:
                return inside
        return self._damage(data)

    def _damage(self, data: bytes) -> bytes:
        for _ in range(self.random.randint(1, 3)):
            data = self.random.choice(self.ways)(data)
        return data

    def _mutate_inside(self, data: bytes) -> bytes | None:
        if data.startswith(b"\x1f\x8b"):
            return gzip.compress(self._damage(gzip.decompress(data)), mtime=0)
        if not data.startswith(b"PK"):
            return None
        members = dict(_unpack(data))
        chosen = self.random.choice(list(members))
        return _pack({**members, chosen: self._damage(members[chosen])})

    def _span(self, data: bytes, longest: int = 5000) -> tuple[int, int]:
        start = self.random.randint(0, len(data))
        return start, min(len(data), start + self.random.randint(1, longest))

    def flip_bits(self, data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(self.random.choice((1, 4, 30)) if data else 0):
            changed[self.random.randrange(len(changed))] ^= 1 << self.random.randrange(8)
        return bytes(changed)

    def delete(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + data[end:]

    def duplicate(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:end] + data[start:end] * self.random.choice((1, 2, 30)) + data[end:]

    def truncate(self, data: bytes) -> bytes:
        return data[: self.random.randint(0, len(data))]

    def splice(self, data: bytes) -> bytes:
        other = self.originals[self.random.choice(list(self.originals))]
        start, end = self._span(other, len(other))
        at = self.random.randint(0, len(data))
        return data[:at] + other[start:end] + self.random.choice((b"", data[at:]))

    def insert(self, data: bytes) -> bytes:
        at = self.random.randint(0, len(data))
        return data[:at] + self.random.randbytes(self.random.choice((1, 20, 2000))) + data[at:]

    def swap(self, data: bytes) -> bytes:
        a, b, c = sorted(self.random.randint(0, len(data)) for _ in range(3))
        return data[:a] + data[b:c] + data[a:b] + data[c:]

    def blank(self, data: bytes) -> bytes:
        start, end = self._span(data, 500)
        return (
            data[:start]
            + self.random.choice((b"\0", b"\xff", b" ", b"<")) * (end - start)
            + data[end:]
        )

    def inflate_numbers(self, data: bytes) -> bytes:
        """Overwrite digits by nines: lengths, counts, places and dates lie."""
        changed = bytearray(data)
        digits = [i for i, byte in enumerate(changed) if 48 <= byte <= 57]
        for at in self.random.sample(digits, min(len(digits), self.random.choice((1, 5, 50)))):
            changed[at] = 57
        return bytes(changed)

    def damage_words(self, data: bytes) -> bytes:
        """Put one of the file's own words, or a mark of some form, in the place of another."""
        words = data.split(b" ")
        marks = (b"<!--", b"-->", b"<script>", b"{", b"}", b'"', b"\\", b"]]>", b"&#0;", b"\\bin9 ")
        at = self.random.randrange(len(words))
        words[at] = self.random.choice((*marks, self.random.choice(words)))
        return b" ".join(words)


@pytest.fixture(scope="module")
def mutations(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("mutations")
    originals = make_originals()
    mutator = Mutator(originals)
    names = sorted(originals)
    # the print is twenty times the size of the others, so that it takes fewer turns
    turns = [name for name in names for _ in range(1 if name == "printed.pdf" else 4)]
    return [
        save(folder, f"{number:04} {name}", mutator.mutate(name, number))
        for number, name in ((n, turns[n % len(turns)]) for n in range(_N_MUTATIONS))
    ]


def test_originals_give_articles_without_a_problem(tmp_path: Path) -> None:
    paths = [save(tmp_path, name, data) for name, data in make_originals().items()]
    for path, readings in read_files(paths, _LIMITS):
        assert readings, path.name
        assert all(reading.drafts and not reading.problem for reading in readings), path.name


def test_damaged_files_give_articles_or_a_named_problem(mutations: list[Path]) -> None:
    n_files = n_read = 0
    for path, readings in read_files(mutations, _LIMITS):
        n_files += 1
        n_read += any(reading.drafts for reading in readings)
        assert readings, path.name
        for reading in readings:
            assert reading.drafts or reading.problem, path.name
            if reading.problem:
                assert reading.problem in _PROBLEMS, (path.name, reading.problem)
                assert reading.detail, path.name
                # the reader raised, or its process died
                assert "broke the process" not in reading.detail, path.name
    assert n_files == _N_MUTATIONS
    # damage of a few bytes does not cost the article, nor does damage leave all as it was
    assert 0.4 < n_read / n_files < 0.95


def test_damaged_files_do_not_disturb_a_load(mutations: list[Path], tmp_path: Path) -> None:
    chosen = mutations[:: _N_MUTATIONS // _N_LOADED]
    for path in chosen:
        os.link(path, tmp_path / path.name)
    good = [f"good {word}.html" for word in ("quay", "mill", "ford")]
    for name in good:
        save(tmp_path, name, page(name))
    articles = load_corpus(tmp_path, cache=False, progress=False, max_seconds=20)
    named = set(articles["path"]) | set(load_problems(articles)["path"])
    assert named == {path.name for path in chosen} | {*good}
    for name in good:
        [text] = articles.loc[articles["path"] == name, "text"]
        assert text.split("\n\n")[-5:] == story(name)
    articles.to_csv(tmp_path / "articles.csv", encoding="utf-8")
