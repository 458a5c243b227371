"""kill -9 of the agent while somebody types and it sends, at moments that a seed chooses."""

import random
import threading
import time
from itertools import count
from typing import Self

import pytest

from deploy.local.stack import Stack
from tests.producers.desktop.desktops import Application, Desktop, until
from tests.producers.desktop.whole.agents import SECRET, SOAK, Agent, keys, letters, text, typed, within
from tests.producers.desktop.whole.brokers import Mode, Way, arrived

ROUNDS = 20 if SOAK else 2
WORD = 12  # letters


class Person(threading.Thread):
    """Somebody who types into the city and the password by turns until told to stop; `typed` is what anybody may see."""

    def __init__(self, desktop: Desktop, application: Application) -> None:
        super().__init__(name="person", daemon=True)
        self.typed = ""
        self._desktop, self._application = desktop, application
        self._end = threading.Event()

    def run(self) -> None:
        for number in count():
            if self._end.is_set():
                return
            self._go("City")
            self.typed += typed(self._desktop, letters(number, WORD))
            self._go("Passphrase")
            typed(self._desktop, letters(number, WORD, SECRET))

    def _go(self, name: str) -> None:
        self._desktop.do(*self._application.at(name), "click", 1)
        time.sleep(0.3)

    def stop(self) -> None:
        self._end.set()
        self.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def again(stack: Stack, agent: Agent) -> bool:
    """Whether the brokers have something that the agent will send again."""
    return not {entry.value for entry in agent.spooled()}.isdisjoint(arrived(stack, agent.device()))


@pytest.mark.timeout(ROUNDS * 20 + 180)
def test_after_kills_everything_that_was_spooled_arrives_and_no_secret(
    desktop: Desktop, stack: Stack, way: Way, connected: Agent
) -> None:
    chance, spooled = random.Random(11), set()
    with desktop.application("Kill") as application, Person(desktop, application) as person:
        for number in range(ROUNDS):
            delivered = connected.delivered()
            with connected.running() as process:
                assert until(lambda before=delivered: connected.delivered() > before, 30)  # else nothing can go unheard
                time.sleep(chance.uniform(0.5, 3))
                way.set(Mode.CUT if number % 2 else Mode.DEAF)
                assert until(connected.spooled if number % 2 else lambda: again(stack, connected), 30)
                time.sleep(chance.uniform(0, 1.5))
                process.kill()
                spooled |= {entry.value for entry in connected.kept()}
                way.set(Mode.OPEN)
        with connected.running():
            time.sleep(2)
            person.stop()
            connected.flushed()
            assert until(lambda: not connected.spooled(), 60)
        assert until(lambda: not connected.spooled(), 10)
    values = arrived(stack, connected.device())
    once = list(dict.fromkeys(values))  # what came again is the same to the last byte, and the worker drops it
    found = connected.opened(once)
    boots = list(dict.fromkeys(batch.header["boot_id"] for batch in found))
    for boot in boots:
        sequences = [batch.header["sequence"] for batch in found if batch.header["boot_id"] == boot]
        assert sequences == list(range(len(sequences)))
    assert len(boots) == ROUNDS + 1
    assert spooled
    assert spooled <= set(once)
    assert len(once) < len(values), "nothing was ever sent again"
    assert text(found)
    assert within(text(found), person.typed)
    assert not {key.key for key in keys(found)} & set(SECRET)
