"""`handrail status`: one place to see lag, durability and health."""
