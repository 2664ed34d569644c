"""The form with which a report is brought in."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from eventsys.web.forms import BaseForm


class ReportForm(BaseForm):
    """A file that the webinar program wrote."""

    report = FileField(_l("ไฟล์รายงาน"), [FileRequired(_l("เลือกไฟล์รายงานก่อน"))])
