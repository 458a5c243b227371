"""The desktop agent: a live source on the Publisher, which people let onto their machine."""
