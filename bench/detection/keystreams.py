"""What key streams leak, against the same values as finished text: four characters of a value in a row, anywhere in the steps."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bench.detection.corpus import corpus
from bench.detection.samples import Gold, Sample
from bench.detection.scenarios import SCENARIOS, Scenario, Typed
from bench.detection.typist import Typist
from schemas.records import Step
from streams.actions.draft import Draft
from streams.redaction.command.answers import typed as finished
from streams.redaction.redactor import Redactor

RUN = 4  # characters of a value in a row that are a leak
TYPES = frozenset(
    "PERSON EMAIL_ADDRESS PHONE_NUMBER CREDIT_CARD IBAN_CODE US_SSN LOCATION PASSWORD SECRET".split()  # noqa: SIM905
)
_SHAPES = frozenset({"prose", "chat", "email", "form", "field"})
_PLACEHOLDER = re.compile(r"<[A-Z_]+?(?:_\d+)?>")


@dataclass(frozen=True, slots=True)
class Leaks:
    """What came of one scenario.

    Attributes:
        values: how many were typed.
        leaked: of these, from the key streams.
        finished: of these, from the same values as finished text.
        examples: values that leaked from the keys alone.
    """

    scenario: str
    values: int
    leaked: int
    finished: int
    examples: tuple[Typed, ...]

    @property
    def shares(self) -> tuple[float, float]:
        """Of the values: leaked from keys, and as finished text; all where there were none, so that no floor holds."""
        return (self.leaked / self.values, self.finished / self.values) if self.values else (1.0, 0.0)


def measure(redactor: Redactor, seed: int, count: int) -> Iterator[Leaks]:
    """Types values in every scenario; `count` in each."""
    by_type = _by_type(corpus(seed, 16 * count))

    @cache  # the scenarios share their values
    def as_finished(typed: Typed, value: str) -> bool:
        return _leak(redactor, finished(typed.with_value(value), typed.label), typed, [value])

    for name, scenario in SCENARIOS.items():
        queues = [queue for entity_type, queue in by_type.items() if scenario.fits(entity_type)]
        yield _leaks(redactor, name, scenario, _in_turn(queues)[:count], as_finished)


def leaks(value: str, carrier: str, shown: str) -> bool:
    """Whether four characters of a value in a row are shown that are not in the text around it anyway."""
    value, carrier, shown = value.lower(), carrier.lower(), _PLACEHOLDER.sub("\0", shown).lower()
    runs = {value[at : at + RUN] for at in range(len(value) - RUN + 1)}
    return any(run in shown and run not in carrier for run in runs)


def visible(steps: Sequence[Step]) -> str:
    """Every string of the steps, and the keys of consecutive steps in a row."""
    texts: list[str | None] = ["".join(key for step in steps for key in step["keys"] if len(key) == 1)]
    for step in steps:
        texts += [step["text"], step["window_title"], step["option"]]
        texts += [step["element"]["name"], step["element"]["identifier"]] if step["element"] else []
    return "\0".join(text for text in texts if text)


def _leaks(
    redactor: Redactor,
    name: str,
    scenario: Scenario,
    every: Sequence[Typed],
    as_finished: Callable[[Typed, str], bool],
) -> Leaks:
    chance = random.Random(name)
    leaked, done, examples = 0, 0, list[Typed]()
    for typed in every:
        typist = Typist.at(typed.label)
        scenario.type(typist, typed, chance)
        values = [typed.value, typed.wrong] if scenario.mistaken else [typed.value]
        by_keys = _leak(redactor, typist.draft(), typed, values)
        as_text = any(as_finished(typed, value) for value in values)
        leaked, done = leaked + by_keys, done + as_text
        if by_keys and not as_text:
            examples.append(typed)
    return Leaks(name, len(every), leaked, done, tuple(examples))


def _leak(redactor: Redactor, draft: Draft, typed: Typed, values: Sequence[str]) -> bool:
    """Whether the steps of a draft show any of the values."""
    shown, carrier = visible(redactor.redact(draft).steps), f"{typed.before}\0{typed.after}\0{typed.label}"
    return any(leaks(value, carrier, shown) for value in values)


def _by_type(samples: Sequence[Sample]) -> dict[str, list[Typed]]:
    """What is typed of the samples, by entity type; each value is first mistaken for the one before it."""
    fitting = [(sample, gold) for sample in samples for gold in sample.gold if _fits(sample, gold)]
    by_type: dict[str, list[Typed]] = {}
    for sample, gold in sorted(fitting, key=lambda one: one[1].entity_type):
        queue = by_type.setdefault(gold.entity_type, [])
        value, wrong = sample.text[gold.start : gold.end], queue[-1].value if queue else ""
        before, after = sample.text[: gold.start], sample.text[gold.end :]
        queue.append(Typed(before, value, after, sample.label, gold.entity_type, wrong))
    return by_type


def _fits(sample: Sample, gold: Gold) -> bool:
    """Whether a value is typed: plainly written, in a text that is typed, and long enough to leak."""
    return sample.spelling == "plain" and sample.shape in _SHAPES and gold.entity_type in TYPES and gold.end - gold.start > RUN


def _in_turn(queues: Sequence[Sequence[Typed]]) -> list[Typed]:
    """One of each queue, then the next of each, until all are empty."""
    return [queue[at] for at in range(max(map(len, queues), default=0)) for queue in queues if at < len(queue)]
