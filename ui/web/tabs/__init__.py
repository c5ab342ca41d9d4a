"""One file a tab: its components, and which handler each event calls."""
