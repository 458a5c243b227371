"""What helper processes build in tests in place of a finisher: it does what the closing asks for. Their processes import it."""

import os
import time

from schemas.errors import HandrailError
from streams.finish import Finished
from streams.sessions.partition import Sessions
from streams.sessions.thresholds import Thresholds
from tests.streams.log import batch


def finisher(*arguments):
    """Answers with its process id, its arguments, and why it was told to withhold."""

    def finish(closing, withhold=None):
        misdeed, always = deed(closing)
        if misdeed == "raise":
            raise ValueError("canary-typed")
        if withhold is None or always:
            misbehave(misdeed)
        return Finished({"pid": os.getpid(), "arguments": arguments, "withheld": withhold, "misdeed": misdeed}, None)

    return finish


def misbehave(misdeed):
    if misdeed == "hang":
        time.sleep(600)
    if misdeed == "crash":
        os._exit(3)
    if misdeed == "slow":
        time.sleep(0.2)


def deed(closing):
    word, _, always = closing.batches[0].header["application"].partition(" ")
    return word, bool(always)


def unready():
    raise HandrailError("the model is missing")


def stillborn():
    os._exit(1)


def closing(application=""):
    """A closing that asks for a deed: crash, hang, slow or raise; with ` always`, even when told to withhold."""
    [closed] = Sessions({}, Thresholds()).batch(batch(0, application=application, end=True))[1]
    return closed
