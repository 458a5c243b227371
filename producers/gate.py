"""The policy gate at the source: what is not allowed, and what a secure field holds, goes no further."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from producers.policy import Policy, Rule
from producers.secure import is_secure
from schemas.events import KINDS, Context, ElementEvent, Event, Focus, Key, Kind, Selection


class Reason(StrEnum):
    """Why an event was dropped."""

    UNKNOWN_APPLICATION = "unknown_application"
    NOT_ALLOWED = "not_allowed"
    KIND_NOT_ALLOWED = "kind_not_allowed"
    SECURE_FIELD = "secure_field"
    PAUSED = "paused"

    @property
    def counted(self) -> bool:
        """Whether drops may be counted: a count of what a secure field dropped tells the length of a secret."""
        return self is not Reason.SECURE_FIELD


@dataclass(slots=True)
class Gate:
    """Decides event by event, by where the event itself happened.

    Attributes:
        policy: what may be captured.
        paused: nothing passes while it is true.
    """

    policy: Policy
    paused: bool = False
    _withheld: dict[str, Reason] = field(default_factory=dict, repr=False)
    _shown: tuple[Context, Rule, Context] | None = field(default=None, repr=False)

    def admit(self, event: Event, context: Context) -> tuple[Event, Context] | Reason:
        """The event and its context as they may be captured, or why they may not.

        What the rule does not allow is blank in them; as long as the context is one object, so is what is shown of it.
        """
        rule = self.policy.rules.get(context.application) if context.application else None
        decision = self._decide(event, context, rule)
        if isinstance(event, Key):
            decision = self._pair(event, decision)
        if isinstance(decision, Reason):
            return decision
        if isinstance(event, Focus) and not decision.window_titles:
            event = replace(event, window_title="")
        return event, self._show(context, decision)

    def _decide(self, event: Event, context: Context, rule: Rule | None) -> Rule | Reason:
        """Secure comes first: no other reason may count what happens in a secure field."""
        if _in_secure_field(event, context):
            return Reason.SECURE_FIELD
        if self.paused:
            return Reason.PAUSED
        if context.application is None:
            return Reason.UNKNOWN_APPLICATION
        if rule is None or (isinstance(event, Focus) and event.application != context.application):
            return Reason.NOT_ALLOWED
        return rule if KINDS[type(event)] in rule.kinds else Reason.KIND_NOT_ALLOWED

    def _pair(self, key: Key, decision: Rule | Reason) -> Rule | Reason:
        """A release shares the fate of its press: let go just after a secure field, it would give the last character away."""
        name = key.code or key.key.casefold()
        if not key.down:
            return self._withheld.pop(name, decision)
        if isinstance(decision, Reason):
            self._withheld[name] = decision
        else:
            self._withheld.pop(name, None)
        return decision

    def _show(self, context: Context, rule: Rule) -> Context:
        if self._shown is None or self._shown[0] is not context or self._shown[1] is not rule:
            title = context.window_title if rule.window_titles else ""
            element = context.element if Kind.ELEMENT in rule.kinds else None
            self._shown = context, rule, replace(context, window_title=title, element=element)
        return self._shown[2]


def _in_secure_field(event: Event, context: Context) -> bool:
    if context.secure or (context.element is not None and is_secure(context.element)):
        return True
    return isinstance(event, ElementEvent | Selection) and is_secure(event.element)
