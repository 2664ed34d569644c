"""The programming interface of offices: display names checked many at a time."""
