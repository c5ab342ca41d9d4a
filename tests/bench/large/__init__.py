"""Large archives: made, indexed, searched and measured (`make bench-large`)."""
