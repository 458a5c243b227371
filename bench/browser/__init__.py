"""What the browser extension costs: CPU for each event, time to load pages, memory."""
