"""Events to steps: reconstructed text, pointer actions, menu choices."""
