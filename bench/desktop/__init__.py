"""A scripted person at a desktop of its own, and the recorders that watch."""
