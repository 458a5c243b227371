"""What `handrail dataset verify` checks, one thing a file."""
