"""The window: the only place where Qt lives."""
