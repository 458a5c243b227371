"""Which elements take a secret: passwords, one-time codes, payment cards."""

import re

from schemas.events import Element

_ROLES = {"password", "passwordtext", "passwordedit"}
_NOT_LETTER = re.compile(r"[\s_-]")
_HINT = re.compile(
    r"(?<![a-z])(?:password|passwd|one-time-code"
    r"|cc-(?:name|given-name|additional-name|family-name|number|exp|exp-month|exp-year|csc|type))(?![a-z])"
)


def is_secure(element: Element) -> bool:
    """Whether an element says of itself that it takes a secret.

    The role tells (AT-SPI `password text`), or the identifier, in which sources put an HTML `type=password` and the tokens of
    `autocomplete` (`cc-number`, `one-time-code`, `current-password`). Whole words only: `pin` is in `shipping`.
    """
    return _NOT_LETTER.sub("", element.role.casefold()) in _ROLES or _HINT.search(element.identifier.casefold()) is not None
