"""How much two names are alike, and which names of many are: what a person may want to look at, never more.

Names that `values.fold` makes equal are one name already; here are those that differ by punctuation, an abbreviation,
an ending or a few letters. Likeness proves nothing: Brevard and Broward are two counties.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crossfoot.values import fold

ALIKE = 0.92
"""From this likeness of letters on (rapidfuzz `ratio` of the sorted words) two names of one state are shown as alike.
At 0.92 the false friends that are known of real lists (Brevard and Broward, Terrell and Terry) are just shown."""
_OTHER_WORDS = 0.65
"""How alike the words must be that only one of the two names has: 'county sheriff office' is common to half a list."""

_WORDS = {
    "so": "sheriff office", "pd": "police department", "dps": "department public safety", "dept": "department",
    "dep": "department", "co": "county", "cnty": "county", "st": "saint", "ft": "fort", "mt": "mount",
    "univ": "university", "ofc": "office", "off": "office", "sheriffs": "sheriff", "constables": "constable",
    "marshals": "marshal", "twp": "township", "and": "", "the": "", "of": "", "for": "",
}  # fmt: skip
_ENDINGS = frozenset({"office", "department", "agency", "bureau", "division"})
_LEADING = re.compile(r"^(?:the )?(?:city|town|village|township|borough) of ")
_APOSTROPHES = re.compile(r"['`´]")
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two names are alike (0 to 1), and by what, as a sentence."""

    score: float
    reason: str


def plain_name(name: str) -> str:
    """A name without punctuation, its abbreviations written out, its fillers left out.

    >>> plain_name("City of St. Cloud P.D."), plain_name("Lake Co. Sheriff’s Dept")
    ('saint cloud police department', 'lake county sheriff department')
    """
    return _plain(fold(name))


@lru_cache(maxsize=65536)
def _plain(folded: str) -> str:
    text = _LEADING.sub("", _APOSTROPHES.sub("", folded))
    text = re.sub(r"\b(\w)\.(\w)\.", r"\1\2", text)
    words = (_WORDS.get(word, word) for word in _PUNCTUATION.sub(" ", text).split())
    return " ".join(word for word in words if word)


def name_likeness(a: str, b: str) -> Likeness | None:
    """How two names are alike; None where they are not, or where they are one name already."""
    return next((likeness for _, _, likeness in look_alikes((a, b))), None)


@lru_cache(maxsize=65536)
def text_likeness(a: str, b: str) -> float:
    """How alike two texts are in their letters, 0 to 1, whatever the order of their words."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(_sorted_words(plain_name(a)), _sorted_words(plain_name(b)))) / 100


def look_alikes(names: Sequence[str]) -> Iterator[tuple[int, int, Likeness]]:
    """The pairs of `names` that are alike, each once, as positions (the smaller first) and their likeness."""
    folded = [fold(name) for name in names]
    plain = [_plain(one) for one in folded]
    seen: set[tuple[int, int]] = set()
    for pairs, score, reason in (
        (_equal_pairs(plain), 0.99, "The same but for punctuation, abbreviations or words like 'City of'."),
        (_equal_pairs([_without_ending(one) for one in plain]), 0.95, "The same but for the ending."),
    ):
        for first, second in pairs:
            if (first, second) not in seen and folded[first] != folded[second]:
                seen.add((first, second))
                yield first, second, Likeness(score, reason)
    for first, second, ratio in _close_pairs(plain):
        if (first, second) not in seen and folded[first] != folded[second]:
            yield (
                first,
                second,
                Likeness(round(min(ratio, 0.94), 2), f"{ratio:.0%} of the letters are the same."),
            )


def _equal_pairs(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if key:
            places[key].append(place)
    for group in places.values():
        for position, first in enumerate(group):
            for second in group[position + 1 :]:
                yield first, second


def close_texts(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of `texts` whose letters are alike to at least `least` (0 to 1), whatever the order of their words.

    Texts are compared folded and without punctuation (rapidfuzz's token-sort ratio). Each pair comes once, as
    positions, the smaller first, with the likeness. The time grows with the square of the number of texts.
    """
    yield from _alike(
        [" ".join(_PUNCTUATION.sub(" ", _APOSTROPHES.sub("", fold(one))).split()) for one in texts], least
    )


def _close_pairs(plain: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    from rapidfuzz import fuzz

    for first, second, score in _alike(plain, ALIKE):
        ours, theirs = _other_words(plain[first], plain[second]), _other_words(plain[second], plain[first])
        if not ours or not theirs or fuzz.ratio(ours, theirs) >= 100 * _OTHER_WORDS:
            yield first, second, score


def _alike(plain: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs by the ratio of their sorted words; a text that is too much longer than another is never looked at."""
    from rapidfuzz import fuzz, process

    words = [_sorted_words(one) for one in plain]
    order = sorted(range(len(words)), key=lambda place: len(words[place]))
    texts = [words[place] for place in order]
    reach = (2 - least) / least  # a longer text than this many times cannot reach the likeness
    end = 0
    for position, text in enumerate(texts):
        while end < len(texts) and len(texts[end]) <= reach * len(text):
            end += 1
        near = texts[position + 1 : end]
        for _, score, offset in process.extract(
            text, near, scorer=fuzz.ratio, score_cutoff=100 * least, limit=None
        ):
            first, second = sorted((order[position], order[position + 1 + offset]))
            yield first, second, score / 100


def _sorted_words(plain: str) -> str:
    return " ".join(sorted(plain.split()))


def _without_ending(plain: str) -> str:
    return " ".join(word for word in plain.split() if word not in _ENDINGS)


def _other_words(plain: str, other: str) -> str:
    shared = set(other.split())
    return " ".join(word for word in plain.split() if word not in shared)
