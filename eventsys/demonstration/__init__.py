"""The demonstration: a real workshop series as an organiser would have built it, people made up."""
