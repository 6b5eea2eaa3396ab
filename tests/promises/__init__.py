"""What the program promises, measured from outside: no support, and content is never code."""
