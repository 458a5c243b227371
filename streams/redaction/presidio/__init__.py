"""Presidio's recognizers, run one by one."""
