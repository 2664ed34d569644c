"""The interface's description: valid, served well, and true of whatever is sent."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import Case, GenerationMode
from werkzeug.test import TestResponse

from eventsys.rules.display_names import PROBLEM_CODES
from eventsys.web.api import kinds
from eventsys.web.api.kinds import Kind

ROOT = Path(__file__).parents[2]
CHECK = "/api/v1/display-names/check"
DESCRIPTION = "/api/v1/openapi.json"

# the same calls each time, however slow or busy the machine
STEADY = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

# any text that JSON can write, halves of surrogate pairs too
texts = st.text(st.characters(), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)
questions = st.fixed_dictionaries(
    {},
    optional={
        "names": st.lists(texts | values, max_size=20) | values,
        "event": texts | values,
        "x": values,
    },
)
bodies = (
    st.one_of(questions, values).map(json.dumps).map(str.encode)
    | st.fixed_dictionaries(
        {"names": st.lists(texts, max_size=20)}, optional={"event": st.none() | texts}
    )
    .map(json.dumps)
    .map(str.encode)
    | st.binary(max_size=100)
)
languages = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    """Give the description as a program gets it."""
    content: dict[str, Any] = json.loads(client.get(DESCRIPTION).data)
    return content


def test_the_description_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.1"
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_operation_has_a_name_that_stays(document: dict[str, Any]) -> None:
    assert {
        (path, method): operation["operationId"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    } == {
        (CHECK, "post"): "checkDisplayNames",
        (DESCRIPTION, "get"): "describeApi",
    }


def test_the_description_names_every_route_of_the_interface(
    app: Flask, document: dict[str, Any]
) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api")} == set(
        document["paths"]
    )


def test_the_description_is_kept_until_it_changes(client: FlaskClient) -> None:
    first = client.get(DESCRIPTION)
    assert (first.status_code, first.content_type, first.headers["Cache-Control"]) == (
        200,
        "application/json",
        "public, max-age=3600",
    )
    tag = first.headers["ETag"]
    again = client.get(DESCRIPTION, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == "public, max-age=3600"
    changed = client.get(DESCRIPTION, headers={"If-None-Match": '"other"'})
    assert (changed.status_code, changed.data) == (200, first.data)


def test_the_examples_are_what_the_program_answers(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    operation = document["paths"][CHECK]["post"]
    asked = operation["requestBody"]["content"]["application/json"]["examples"]
    answered = operation["responses"]["200"]["content"]["application/json"]["examples"]
    assert asked.keys() == answered.keys()
    for name, example in asked.items():
        response = client.post(CHECK, json=example["value"], headers={"Accept-Language": "en"})
        assert json.loads(response.data) == answered[name]["value"]


def test_the_type_of_each_problem_leads_to_its_example(document: dict[str, Any]) -> None:
    known = {kind.code: kind for kind in vars(kinds).values() if isinstance(kind, Kind)}
    examples = document["components"]["examples"]
    assert examples.keys() == known.keys()
    validator = validator_of(document, "Problem")
    for code, example in examples.items():
        assert example["value"]["type"] == f"{DESCRIPTION}#/components/examples/{code}"
        assert example["value"]["status"] == known[code].status
        assert list(validator.iter_errors(example["value"])) == []
    of_check = document["paths"][CHECK]["post"]["responses"]
    referred = {
        (name, int(status))
        for status, response in of_check.items()
        for content in response["content"].values()
        for name in content.get("examples", ())
        if name != "three names"
    }
    assert referred == {(code, kind.status) for code, kind in known.items()}


def test_the_description_knows_every_problem_of_a_name(document: dict[str, Any]) -> None:
    problems = document["components"]["schemas"]["CheckedName"]["properties"]["problems"]
    assert problems["items"]["enum"] == list(PROBLEM_CODES)


def test_the_documentation_shows_what_the_program_answers(client: FlaskClient) -> None:
    text = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    (asked,) = re.findall(r"-d '(.+)'", text)
    shown, refused = map(json.loads, re.findall(r"```json\n(.+?)```", text, re.DOTALL))

    def answer(body: str) -> Any:  # noqa: ANN401 (JSON)
        headers = {"Accept-Language": "en"}
        sent = client.post(CHECK, data=body, content_type="application/json", headers=headers)
        return json.loads(sent.data)

    assert answer(asked) == shown
    assert answer('{"names": ["iPad", 7]}') == refused


# --- whatever is sent --------------------------------------------------------------------------


def validator_of(document: dict[str, Any], name: str) -> Draft202012Validator:
    """Return what checks values against a schema of the description."""
    return Draft202012Validator({**document, "$ref": f"#/components/schemas/{name}"})


def assert_described(document: dict[str, Any], response: TestResponse) -> None:
    """Check status, kind and shape of an answer against the description."""
    described = document["paths"][CHECK]["post"]["responses"][str(response.status_code)]
    (content_type,) = described["content"]
    assert response.content_type == content_type
    assert response.status_code < 500
    schema = "CheckedNames" if response.status_code == 200 else "Problem"
    content = json.loads(response.data)
    assert list(validator_of(document, schema).iter_errors(content)) == []
    assert content.get("status", 200) == response.status_code


def test_whatever_is_sent_is_answered_as_described(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    statuses = set()

    @seed(2570)
    @settings(STEADY, max_examples=300)
    @given(bodies, languages)
    def whatever(body: bytes, language: str) -> None:
        headers = {"Accept-Language": language}
        response = client.post(CHECK, data=body, content_type="application/json", headers=headers)
        assert_described(document, response)
        statuses.add(response.status_code)

    whatever()
    # the calls reached what they are to reach
    assert statuses == {200, 400, 404, 422}


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_calls_made_from_the_description_are_answered_as_described(
    app: Flask, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, app)

    @seed(2570)
    @STEADY
    @given(case=schema.as_strategy(generation_mode=mode))
    def call(case: Case[Any]) -> None:
        case.call_and_validate()

    call()
