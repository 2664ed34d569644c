"""Inputs are written as WTForms writes them, only faster."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from eventsys.rules.agencies import AGENCIES, Agency
from eventsys.web.widgets import QuickMeta, agency_options


class Slow(Form):
    line = StringField(
        "ชื่อ", [InputRequired(), Length(max=40)], render_kw={"list": "x", "data_url": "/a?b&c"}
    )
    secret = HiddenField()
    box = BooleanField("ยินยอม")
    choice = SelectField("จังหวัด")
    number = SelectField(coerce=int)
    grouped = SelectField(
        choices=[
            SelectChoice(value="a", label="ก", optgroup="กลุ่ม"),
            SelectChoice(value="b", label="ข", optgroup="อื่น"),
        ]
    )


class Quick(Slow):
    class Meta(QuickMeta):
        pass


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"line": '"><script>', "secret": "'\"&", "box": "y", "choice": "b", "number": "2"},
        {"line": "", "choice": "nonsense", "number": "x", "grouped": "b"},
    ],
)
@pytest.mark.parametrize(
    "given",
    [{}, {"class_": "form-control", "aria_describedby": "hint", "disabled": True, "hidden": False}],
)
def test_inputs_are_those_of_wtforms(
    app: Flask, sent: dict[str, str], given: dict[str, object]
) -> None:
    with app.test_request_context():
        forms = [kind(MultiDict(sent)) for kind in (Slow, Quick)]
        for form in forms:
            form.choice.choices = [("", "เลือก"), ("a", "<ก>"), ("b", 'ข "&"')]
            form.number.choices = [(1, "หนึ่ง"), (2, "สอง")]
            form.validate()
        slow, quick = ({field.name: field(**given) for field in form} for form in forms)
    assert quick == slow
    assert slow.keys() == {"line", "secret", "box", "choice", "number", "grouped"}


def test_an_event_s_own_agencies_are_offered_before_those_of_the_table() -> None:
    own = (Agency(abbr="ก&ข", name_th="<กองตัวอย่าง>"),)
    written = agency_options(own)
    assert written.startswith('<option value="ก&amp;ข">&lt;กองตัวอย่าง&gt;</option>')
    assert written.count("<option ") == 1 + len(AGENCIES)
    assert agency_options(()) == written[written.index("</option>") + len("</option>") :]
