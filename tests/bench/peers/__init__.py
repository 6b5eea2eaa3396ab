"""Other ways to make the same document, each a small script that runs as a process of its own."""
