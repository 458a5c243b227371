"""From the trajectories and redactions topics to two Delta tables."""
