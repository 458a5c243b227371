"""Clean controls: texts in which nothing is personal, with the numbers and codes that machines put into them."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from bench.detection.samples import Piece, Sample

_FILE = Path(__file__).parent / "texts" / "clean.toml"
_SLOT = re.compile(r"\{([A-Z]+)\}")

_FILLINGS: dict[str, Callable[[random.Random], str]] = {
    "N": lambda chance: str(chance.choice([chance.randrange(2, 100), chance.randrange(100, 60_000)])),
    "YEAR": lambda chance: str(chance.randrange(2015, 2028)),
    "TIME": lambda chance: f"{chance.randrange(7, 19)}:{chance.choice(['00', '15', '30', '45'])}",
    "PRICE": lambda chance: f"{chance.choice('$€£')}{chance.randrange(10, 9_999)}.{chance.randrange(100):02}",
    "VERSION": lambda chance: ".".join(str(chance.randrange(30)) for _ in range(3)),
    "TICKET": lambda chance: f"{chance.choice(['OPS', 'WEB', 'CORE', 'HELP'])}-{chance.randrange(10, 9_999)}",
    "ORDER": lambda chance: f"{chance.choice(['PO-', 'SO', '#', ''])}{chance.randrange(10_000, 9_999_999)}",
    "SHA": lambda chance: f"{chance.getrandbits(160):040x}"[: chance.choice([7, 40])],
    "UUID": lambda chance: "-".join(f"{chance.getrandbits(4 * size):0{size}x}" for size in (8, 4, 4, 4, 12)),
}


def controls(seed: int, count: int) -> list[Sample]:
    """Texts of all languages and shapes in turn; none comes twice."""
    chance = random.Random(f"{seed} clean")
    distinct = {sample.text: sample for sample in islice(_filled(chance), 6 * count)}
    return list(distinct.values())[:count]


def _filled(chance: random.Random) -> Iterator[Sample]:
    templates = list(_templates())
    chance.shuffle(templates)
    for language, shape, template in cycle(templates):
        text = _SLOT.sub(lambda slot: _FILLINGS[slot[1]](chance), template)
        yield Sample((Piece(text),), language=language, shape=shape)


def _templates() -> Iterator[tuple[str, str, str]]:
    for language, shapes in tomllib.loads(_FILE.read_text("utf-8")).items():
        for shape, templates in shapes.items():
            yield from ((language, shape, template) for template in templates)
