"""One text with what is personal in it marked."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Gold:
    """A personal value, `start` to `end` in characters of its text."""

    start: int
    end: int
    entity_type: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; without an entity type nothing in it is personal."""

    text: str
    entity_type: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented text.

    Attributes:
        pieces: the text in stretches.
        label: of the field it stands in, or empty.
        language: of its words and values.
        shape: where on a desktop such a text stands.
        spelling: how it is written.
    """

    pieces: tuple[Piece, ...]
    label: str = ""
    language: str = "en"
    shape: str = ""
    spelling: str = "plain"
    text: str = field(init=False)
    gold: tuple[Gold, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join(piece.text for piece in self.pieces))
        object.__setattr__(self, "gold", tuple(_gold(self.pieces)))


def _gold(pieces: Iterable[Piece]) -> Iterable[Gold]:
    at = 0
    for piece in pieces:
        if piece.entity_type:
            yield Gold(at, at + len(piece.text), piece.entity_type)
        at += len(piece.text)
