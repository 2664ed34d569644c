"""Pages with which staff handle registrations and attendance."""

blueprints = ()
