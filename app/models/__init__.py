"""The domain and its file: no Qt, no Word, no PDF."""
