"""The person's consent: what they are told in plain words, and the record that they agreed to it."""

import json
from datetime import datetime

from producers.desktop.home import Home
from producers.policy import Policy
from schemas.errors import HandrailError

_WORDS = """\
Handrail is about to record how you use this computer, to train software that helps with such work.

Recorded, in these applications and in no others:
{rules}
What you type is sealed on this computer and sent to {where}. Only a redaction process opens it there: it replaces the names,
numbers and secrets that it finds, and keeps the rest.

Never recorded: password fields and other secret fields, other applications, what you receive (messages, screens), your clipboard.

You decide: `handrail agent pause 30m` stops it at once, `handrail agent resume` goes on, `handrail agent show` lists what was
sent and what was dropped, and why.
"""


def words(policy: Policy, where: str) -> str:
    """What a person is told before they agree.

    Args:
        policy: what may be captured.
        where: the brokers that it is sent to.
    """
    rules = [
        f"  {name}: {', '.join(sorted(kind.name.lower() for kind in rule.kinds)) or 'nothing'}"
        + ("; window titles" if rule.window_titles else "")
        for name, rule in sorted(policy.rules.items())
    ]
    return _WORDS.format(rules="\n".join(rules) + "\n" if rules else "  none yet\n", where=where)


def given(home: Home, policy: Policy) -> bool:
    """Whether the person of this agent agreed to exactly this policy."""
    try:
        found = json.loads(home.read(home.consent))
    except (HandrailError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("policy") == policy.version


def record(home: Home, policy: Policy, now: datetime, *, elsewhere: bool) -> None:
    """Note that the person agreed; `elsewhere` if not to this program, but to the organisation before."""
    content = {"policy": policy.version, "given": now.isoformat(timespec="seconds"), "elsewhere": elsewhere}
    home.write(home.consent, json.dumps(content, indent=1).encode())
