"""Pages with which organisers build and publish an event."""
