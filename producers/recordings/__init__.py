"""Recordings of other tools, and of our own, as one stream of events."""
