"""Benchmarks, one command each; their results, with dates, are in RESULTS.md."""
