"""What reads: lists, summaries, figures; each with a fixed number of statements."""
