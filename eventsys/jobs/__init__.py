"""The worker's side of the outbox: what a piece of work does, and in which order it is taken."""
