"""What makes and proves the committed resources; run by developers, not part of the program."""
