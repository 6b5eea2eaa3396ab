"""Parts of Atelier as they run inside a process of their own, which prints its figures as JSON."""
