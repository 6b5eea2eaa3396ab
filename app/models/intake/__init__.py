"""Reading what others wrote (tables, JSON) into Steps, with every refused line reported."""
