"""How text becomes lines of glyphs on a tagged page."""
