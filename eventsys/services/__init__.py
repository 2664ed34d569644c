"""What changes something: one function, one use case, one transaction."""
