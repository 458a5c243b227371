"""What happens in a browser: an extension tells it, and a native messaging host hands it on."""
