"""The stream stage: batches to trajectories. Pure core (sessions, actions, redaction), thin shell (app, partition, rows)."""
