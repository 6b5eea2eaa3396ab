"""Questions in a window of their own; each returns a frozen answer or None."""
