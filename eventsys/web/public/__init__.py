"""Pages that anybody or the bearer of a private link may open."""
