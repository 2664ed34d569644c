"""What calls and answers look like, as JSON Schema, with made-up people as examples."""

from typing import Any, Final

from eventsys.rules.display_names import PROBLEM_CODES, check
from eventsys.sentences.names import problem_sentences
from eventsys.web.name_limits import MOST_BYTES, MOST_NAMES

Schema = dict[str, Any]

# the description is English, so that its examples are
LOCALE: Final = "en"
EXAMPLE_NAMES: Final = ("นครปฐม พช. นายมั่งมั่ง", "โคราช พช น.ส.สมมุติ ตัวอย่าง", "iPad")


def schemas() -> dict[str, Schema]:
    """Return the shapes of the interface by name."""
    return {
        "NamesToCheck": _names_to_check(),
        "CheckedNames": _fields(
            {
                "results": {
                    "type": "array",
                    "maxItems": MOST_NAMES,
                    "description": "One for each name, in the order in which they were sent.",
                    "items": {"$ref": "#/components/schemas/CheckedName"},
                }
            }
        ),
        "CheckedName": _checked_name(),
        "Problem": _problem(),
    }


def example_question() -> Schema:
    """Return a call as an example."""
    return {"names": list(EXAMPLE_NAMES)}


def example_answer() -> Schema:
    """Return the answer to the example, as the program itself gives it."""
    checks = [check(name) for name in EXAMPLE_NAMES]
    return {"results": [each.as_dict(problem_sentences(each, LOCALE)) for each in checks]}


def _names_to_check() -> Schema:
    schema = _fields(
        {
            "names": {
                "type": "array",
                "maxItems": MOST_NAMES,
                "description": "Display names as people entered them; any text is one.",
                "items": {"type": "string"},
            },
            "event": {
                "type": ["string", "null"],
                "description": (
                    "The event whose conventions apply, by what stands in the address of its "
                    "public page: `/e/EVENT/`. Without one the general convention applies."
                ),
                "examples": ["sdg-workshop-2570"],
            },
        },
        required=["names"],
    )
    schema["description"] = f"At most {MOST_BYTES:,} bytes of UTF-8."
    # a misspelt field is refused; answers are open, so that fields can be added to them
    schema["additionalProperties"] = False
    return schema


def _checked_name() -> Schema:
    return _fields(
        {
            "input": {"type": "string", "description": "The name as it was sent."},
            "valid": {"type": "boolean", "description": "True where `problems` is empty."},
            "form": {
                "type": ["string", "null"],
                "enum": ["regional", "central", None],
                "description": "With a province, without one, or null where it is no name.",
            },
            "province": _text_or_null("The official Thai name of the province."),
            "agency": _text_or_null("The abbreviation of a known agency, else as written."),
            "title": _text_or_null("The title as it is to be written."),
            "first_name": _text_or_null("The first name."),
            "problems": {
                "type": "array",
                "uniqueItems": True,
                "description": "What is wrong with it, sorted.",
                "items": {"type": "string", "enum": list(PROBLEM_CODES)},
            },
            "messages": {
                "type": "array",
                "description": (
                    "For each problem, in the same order, a sentence that says what to write "
                    "instead, in the language of the answer."
                ),
                "items": {"type": "string"},
            },
            "suggestion": _text_or_null("The name as it is to be written, where all is known."),
        }
    )


def _problem() -> Schema:
    return {
        "type": "object",
        "description": "A problem document (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "description": (
                    "Identifies the kind of problem, the same in every language and at every "
                    "installation; `about:blank` where the status says all."
                ),
            },
            "title": {"type": "string", "description": "What is wrong, in a few words."},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string", "description": "What to do, in a sentence."},
            "errors": {
                "type": "array",
                "description": "The first places in the body that are to be corrected.",
                "items": _fields(
                    {
                        "pointer": {
                            "type": "string",
                            "description": "The place, as a JSON pointer (RFC 6901): `#/names/3`.",
                        },
                        "detail": {"type": "string", "description": "What to do there."},
                    }
                ),
            },
        },
    }


def _fields(properties: dict[str, Schema], required: list[str] | None = None) -> Schema:
    """Return an object that has these fields; all are required where none are named."""
    return {
        "type": "object",
        "required": list(properties) if required is None else required,
        "properties": properties,
    }


def _text_or_null(description: str) -> Schema:
    return {"type": ["string", "null"], "description": description}
