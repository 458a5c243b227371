"""Which batch belongs to which session and trajectory: a function of the log alone."""
