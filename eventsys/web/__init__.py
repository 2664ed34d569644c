"""Web pages: a route is form, service and redirect, or query and template."""
