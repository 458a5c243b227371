"""The cache gives what its detector gave, keeps no text, and does not grow."""

import gc
import pickle
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from streams.redaction.cache import Cached
from streams.redaction.detector import Span

KEY = bytes(32)


class Letters:
    """Finds every vowel; remembers what it was asked."""

    name, version, second_look = "letters", "1", True

    def __init__(self, whole=""):
        self.asked = []
        self.whole = whole

    def find(self, texts):
        self.asked += texts
        return [
            [Span(at, at + 1, "VOWEL", "v", 0.5, self.whole) for at, char in enumerate(text) if char in "aeiou"] for text in texts
        ]


@given(st.lists(st.lists(st.text("abcde \ud800", max_size=5), max_size=6), max_size=12), st.integers(0, 5))
def test_a_hit_gives_the_spans_of_a_miss(calls, entries):
    cached = Cached(Letters(), KEY, entries)
    assert [cached.find(texts) for texts in calls] == [Letters().find(texts) for texts in calls]
    assert len(cached._known) <= entries


def test_a_text_is_looked_at_once_while_it_is_known():
    letters = Letters()
    cached = Cached(letters, KEY, 2)
    for texts in (["a", "b", "a"], ["b"], ["c", "b"], ["a"]):
        cached.find(texts)
    assert letters.asked == ["a", "b", "c", "a"]


def test_what_is_handed_out_may_be_changed():
    cached = Cached(Letters(), KEY)
    cached.find(["a"])[0].clear()
    assert len(cached.find(["a"])[0]) == 1


def test_spans_that_hold_text_and_long_answers_are_not_kept():
    whole = Cached(Letters("secret"), KEY)
    whole.find(["a", "b"])
    long = Cached(Letters(), KEY)
    long.find(["a" * 9, "a" * 8])
    assert len(whole._known) == len(long._known) == 1


def test_it_is_the_detector_that_it_wraps():
    cached = Cached(Letters(), KEY)
    assert (cached.name, cached.version, cached.second_look) == ("letters", "1", True)


def test_another_key_gives_other_digests_and_no_text_is_kept():
    kept = []
    for key in (KEY, bytes([1]) * 32):
        cached = Cached(Letters(), key)
        cached.find(["unspeakable", "xyzzy"])
        kept.append(cached._known)
        held = pickle.dumps(
            [(digest, [(span.start, span.end, span.entity_type) for span in spans]) for digest, spans in cached._known.items()]
        )
        assert b"unspeakable" not in held
        assert b"xyzzy" not in held
    assert not kept[0].keys() & kept[1].keys()


def test_its_memory_is_bounded():
    cached = Cached(letters := Letters(), KEY, 1000)
    for at in range(1000):
        cached.find([f"aeiouaei {at}"])
    letters.asked.clear()
    gc.collect()
    tracemalloc.start()
    for at in range(1000, 6000):
        cached.find([f"aeiouaei {at}"])
        letters.asked.clear()
    gc.collect()
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(cached._known) == 1000
    assert grown < 1000 * 2000  # its content was replaced: what is new is what it holds
