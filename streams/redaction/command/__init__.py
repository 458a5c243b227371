"""`handrail redact`: lines of text, or of key events, redacted without any server."""
