"""The person of the demo's recording: what they would do is planned in xdotool's words."""

from itertools import pairwise
from random import Random

from bench.sample.person import Person


def test_a_slip_is_the_key_beside_it_and_is_taken_back():
    person = Person(None, Random(1))
    person.type("a b", typos=(2,))
    for word in ("keydown", "keyup"):
        assert [key for said, key in pairwise(person._plan) if said == word] == ["a", "space", "n", "BackSpace", "b"]


def test_the_pointer_gets_where_it_is_sent_whatever_way_it_takes():
    person = Person(None, Random(2))
    person.click((100, 50, 40, 20), 0.25)
    assert (person.x, person.y) == (110, 60)
    moves = [person._plan[at + 1 : at + 3] for at, word in enumerate(person._plan) if word == "mousemove"]
    assert moves[-1] == ["110", "60"]
    assert len(moves) > 3
