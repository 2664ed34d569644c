"""Reading answers as a person does: what stands on a page, in which field, at which field."""

from xml.etree.ElementTree import Element

import tinyhtml5  # type: ignore[import-untyped]
from werkzeug.test import TestResponse


class Page:
    """A page that a browser got."""

    def __init__(self, response: TestResponse) -> None:
        assert response.status_code == 200
        self.root: Element = tinyhtml5.parse(response.text, namespace_html_elements=False)

    def all(self, tag: str, cls: str | None = None, **attributes: str) -> list[Element]:
        """Return the elements of a kind, of a class, with some attributes."""
        return [
            each
            for each in self.root.iter(tag)
            if (cls is None or cls in each.get("class", "").split())
            and all(each.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, cls: str | None = None, **attributes: str) -> Element:
        """Return the one element of a kind."""
        (found,) = self.all(tag, cls, **attributes)
        return found

    def texts(self, tag: str, cls: str | None = None, **attributes: str) -> list[str]:
        """Return the texts of elements, their spaces collapsed."""
        return [words(each) for each in self.all(tag, cls, **attributes)]

    def notices(self) -> list[str]:
        """Return what the last action said."""
        return [words(each) for each in self.all("div", "notice", role="status")]

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        for field in self.root.iter():
            if field.get("name") != name:
                continue
            if field.tag == "textarea":
                return (field.text or "").lstrip("\n")
            if field.tag == "select":
                return next(
                    (
                        str(each.get("value"))
                        for each in field.iter("option")
                        if "selected" in each.attrib
                    ),
                    "",
                )
            if field.get("type") == "checkbox":
                return "on" if "checked" in field.attrib else ""
            return field.get("value", "")
        raise AssertionError(f"no field {name}")

    def values(self) -> dict[str, str]:
        """Return what a browser sends from the page's main form, boxes only where ticked."""
        main = self.one("main")
        names = [
            str(each.get("name"))
            for each in main.iter()
            if each.tag in ("input", "textarea", "select") and each.get("name")
        ]
        boxes = {str(each.get("name")) for each in self.all("input", type="checkbox")}
        sent = {name: self.value(name) for name in names}
        return {name: value for name, value in sent.items() if value or name not in boxes}

    def filled(self) -> dict[str, str]:
        """Return the fields of the page's main form that are not empty."""
        return {name: value for name, value in self.values().items() if value}

    def errors(self) -> dict[str, str]:
        """Return the sentences that stand at fields, by the field's name."""
        return {
            str(each.get("id")).removesuffix("-error"): words(each)
            for each in self.all("div", "field-error")
            if each.get("id")
        }


def words(element: Element) -> str:
    """Return the text of an element, its spaces collapsed."""
    return " ".join("".join(element.itertext()).split())
