"""Files that nobody thought of, made of sound ones: every importer must take or refuse them."""
