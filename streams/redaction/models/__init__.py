"""Models: what reads names and places, the weights it needs, and which texts need not be read."""
