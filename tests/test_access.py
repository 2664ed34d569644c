"""Every route says who may use it."""

from flask import Flask

from eventsys.web.access import access_of


def test_every_route_declares_its_access(app: Flask) -> None:
    with app.app_context():
        silent = {
            rule.endpoint for rule in app.url_map.iter_rules() if access_of(rule.endpoint) is None
        }

    assert silent == set()


def test_a_route_that_does_not_say_so_is_refused(app: Flask) -> None:
    app.view_functions["public.home"], declared = (
        lambda: "open to all",
        app.view_functions["public.home"],
    )
    try:
        response = app.test_client().get("/")
    finally:
        app.view_functions["public.home"] = declared

    assert response.status_code == 403
    assert "open to all" not in response.text
