"""Makes the kit's table of pronunciations from the CMU Pronouncing Dictionary.

    python -m helpers.language.training.pronunciations CMUDICT

CMUDICT is the dictionary as Carnegie Mellon University gives it out: ``cmudict.dict`` of
https://github.com/cmusphinx/cmudict (BSD licence; data/CMUDICT-LICENSE.txt), or the same data in
the layout of NLTK (https://www.nltk.org/nltk_data/, package ``cmudict``).

The table keeps of the first pronunciation of each word what a count of syllables asks for: the
stress of its vowels. It is written in NLTK's layout (word, variant, phones), so that `textstat`,
which counts the phones that end in a digit, reads the very same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from helpers.language.pronunciations import TABLE

_NLTK_LINE = re.compile(r"(?P<word>\S+) (?P<variant>\d+) (?P<phones>[A-Z].*)")
_CMU_LINE = re.compile(r"(?P<word>[^\s(;#]\S*?)(?:\((?P<variant>\d+)\))?\s+(?P<phones>[A-Z][^#]*)")


def read_first_pronunciations(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Read the dictionary in either layout: each word in small letters, and its phones."""
    for line in lines:
        found = _NLTK_LINE.match(line) or _CMU_LINE.match(line)
        if found and found["variant"] in (None, "1"):
            yield found["word"].lower(), found["phones"]


def keep_stresses(phones: str) -> str:
    """Leave the digits of the vowels: 0 without stress, 1 main stress, 2 side stress."""
    return " ".join(re.findall(r"\d", phones)) or "-"  # a dash for "hm", which has no vowel


@click.command()
@click.argument("cmudict", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def make_table(cmudict: Path) -> None:
    """Write the kit's table of pronunciations from the file CMUDICT."""
    with cmudict.open(encoding="utf-8") as lines:
        stresses = {word: keep_stresses(p) for word, p in read_first_pronunciations(lines)}
    rows = [f"{word} 1 {stress}\n" for word, stress in sorted(stresses.items())]
    TABLE.write_text("".join(rows), encoding="utf-8", newline="\n")
    click.echo(f"{len(rows)} words written to {TABLE.name}")


if __name__ == "__main__":
    make_table()
