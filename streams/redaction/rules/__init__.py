"""Rules: what labels, shapes and check digits give away, in any language they know."""
