"""Parts that the benches of whole servers share: clients, processes, databases, what came out."""
