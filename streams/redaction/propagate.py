"""Values found anywhere in a trajectory are found everywhere in it: in any case, with any separators, percent-encoded."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, unquote

import ahocorasick

from streams.redaction.detector import Span
from streams.redaction.forms import lower, normal, squeeze
from streams.redaction.policy import Policy

RULE = "propagated"
_NAME_IN_ADDRESS = re.compile(r"[^\W\d_]+[._-][^\W\d_]+(?=@)")
_WIDEST_GAP = 3  # separators between two letters or digits of one value


@dataclass(frozen=True, slots=True, repr=False)
class Owner:
    """Whose placeholder a value takes: a part of a person's name takes that of the whole."""

    key: str
    entity_type: str
    score: float
    capitalised: bool = False


class Vocabulary:
    """The values found in one trajectory."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._raw: dict[str, Owner] = {}
        self._squeezed: dict[str, Owner] = {}
        self._automata: tuple[ahocorasick.Automaton, ahocorasick.Automaton] | None = None

    def add(self, value: str, entity_type: str, score: float) -> None:
        """Adds a found value; of equal values the first decides the type."""
        self._automata = None
        key = normal(value)
        owner = self._squeezed.setdefault(
            key, Owner(key, entity_type, score, entity_type == "PERSON" and self._policy.is_common(value))
        )
        bare = lower(value.strip())
        self._raw.setdefault(bare, owner)
        self._raw.setdefault(lower(quote(bare, safe="", errors="replace")), owner)

    def add_name_in(self, address: str, score: float) -> None:
        """Adds the name that an e-mail address such as `given.family@…` is made of."""
        name = _NAME_IN_ADDRESS.match(unquote(address))
        if name and len(self._policy.parts(name[0])) == 2:
            self.add(" ".join(self._policy.parts(name[0])), "PERSON", score)

    def add_parts(self) -> None:
        """Adds the parts of the persons' names, once every value is in."""
        persons = [(raw, owner) for raw, owner in self._raw.items() if owner.entity_type == "PERSON" and "%" not in raw]
        for raw, owner in persons:
            for part in self._policy.parts(raw):
                key = normal(part)
                known = self._squeezed.get(key)
                if known is None or (known.entity_type == "PERSON" and known.key == key != owner.key):
                    self._squeezed[key] = Owner(owner.key, "PERSON", owner.score, self._policy.is_common(part))

    def add_piece(self, piece: str, span: Span) -> None:
        """Adds a piece of the value `span.whole`, once every value is in; it takes the placeholder of the whole."""
        key = normal(piece)
        if self._policy.propagates_piece(key):
            self._automata = None
            common = span.entity_type == "PERSON" and self._policy.is_common(piece)
            owner = Owner(self.owner(span.whole, span).key, span.entity_type, span.score, common)
            self._raw.setdefault(lower(piece), self._squeezed.setdefault(key, owner))

    def owner(self, value: str, span: Span) -> Owner:
        """Whose placeholder a stretch takes that `span` names."""
        key = normal(value)
        return self._squeezed.get(key) or Owner(key, span.entity_type, span.score)

    def find(self, text: str) -> list[Span]:
        """Where the values stand in a text."""
        raw, squeezed = self._automata or self._build()
        hits = (*_hits(squeezed, *squeeze(text)), *_hits(raw, lower(text), range(len(text))))
        standing = dict.fromkeys((start, end, owner) for start, end, owner in hits if self._stands(text, start, end, owner))
        return [Span(start, end, owner.entity_type, RULE, owner.score) for start, end, owner in standing]

    def _build(self) -> tuple[ahocorasick.Automaton, ahocorasick.Automaton]:
        self._automata = (self._automaton(self._raw), self._automaton(self._squeezed))
        return self._automata

    def _automaton(self, values: dict[str, Owner]) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for value, owner in values.items():
            if self._policy.propagates(value, owner.entity_type):
                automaton.add_word(value, (len(value), owner))
        if len(automaton):
            automaton.make_automaton()
        return automaton

    def _stands(self, text: str, start: int, end: int, owner: Owner) -> bool:
        """Whether a hit is the value itself, not a piece of other words."""
        value = text[start:end]
        if owner.capitalised and not value[:1].isupper():
            return False
        if _widest_gap(value) > _WIDEST_GAP and lower(value) not in self._raw:
            return False
        unbounded = owner.entity_type not in self._policy.names and len(value) >= self._policy.unbounded
        return unbounded or (_is_border(text, start) and _is_border(text, end))


def _hits(automaton: ahocorasick.Automaton, text: str, places: Sequence[int]) -> Iterator[tuple[int, int, Owner]]:
    if len(automaton):
        for last, (length, owner) in automaton.iter(text):
            yield places[last - length + 1], places[last] + 1, owner


def _widest_gap(value: str) -> int:
    places = squeeze(value)[1]
    return max((later - earlier - 1 for earlier, later in pairwise(places)), default=0)


def _is_border(text: str, at: int) -> bool:
    """Whether a word, or a part of an identifier such as `userName2`, begins or ends here."""
    if at in {0, len(text)}:
        return True
    left, right = text[at - 1], text[at]
    if not (left.isalnum() and right.isalnum()):
        return True
    return left.isalpha() != right.isalpha() or (left.islower() and right.isupper())
