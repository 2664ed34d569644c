"""Forms for signing in and for the password."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.fields import EmailField

from eventsys.web.forms import BaseForm, at_most, required


class SignInForm(BaseForm):
    """Address and password."""

    email = EmailField(
        _l("อีเมล"),
        [required(_l("ใส่อีเมลที่ใช้เข้าระบบ")), at_most()],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    password = PasswordField(
        _l("รหัสผ่าน"),
        [required(_l("ใส่รหัสผ่าน"))],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(BaseForm):
    """A new password, with the present one to prove who asks."""

    current = PasswordField(
        _l("รหัสผ่านปัจจุบัน"),
        [required(_l("ใส่รหัสผ่านปัจจุบัน"))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("รหัสผ่านใหม่"),
        [required(_l("ใส่รหัสผ่านใหม่"))],
        render_kw={"autocomplete": "new-password"},
    )
