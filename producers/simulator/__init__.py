"""Invented people at invented machines: a seeded load for the pipeline, with the faults that real fleets have."""
