"""X11: input by RECORD, windows by their properties, elements by AT-SPI."""
