"""Whatever is printed by mistake shows no content: not an event, not a batch on its way, not a draft."""

import dataclasses
import typing

import pytest

from producers.batcher import Batch
from producers.gate import Gate
from producers.policy import Policy
from schemas import events
from schemas.envelope import Envelope
from streams.actions.draft import Draft, DraftStep, Text
from streams.actions.opened import Opened
from streams.finish import Finished
from streams.outbox import Outbox
from streams.partition import LogRecord

CANARY = "canary-typed"
HOLDERS = [
    *typing.get_args(events.Event),
    events.Context,
    events.Element,
    events.Screen,
    Envelope,
    Batch,
    Draft,
    DraftStep,
    Text,
    Opened,
    Finished,
    Outbox,
    LogRecord,
]


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.__name__)
def test_what_holds_content_shows_none_of_it(holder):
    shown = holder(**{field.name: CANARY for field in dataclasses.fields(holder)})
    assert CANARY not in f"{shown!r} {shown} {[shown]}"


def test_a_gate_shows_nothing_of_the_context_it_remembers():
    gate = Gate(Policy({}))
    gate._shown = (events.Context(CANARY), CANARY, events.Context(CANARY))
    gate._withheld[CANARY] = CANARY
    assert CANARY not in repr(gate)
