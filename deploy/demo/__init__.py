"""`handrail demo`: the whole path on recordings, and what comes out of it."""
