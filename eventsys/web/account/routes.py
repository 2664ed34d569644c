"""Signing in, signing out, and the password."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from eventsys.extensions import db, limiter
from eventsys.services.accounts import authenticate, change_password
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import SignedIn, now, public, signed_in
from eventsys.web.account.forms import PasswordForm, SignInForm
from eventsys.web.language import local_path

account = Blueprint("account", __name__)


def _address_and_account() -> str:
    return f"{get_remote_address()} {request.form.get('email', '')[:200].strip().lower()}"


@account.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("300 per hour", methods=["POST"])
@limiter.limit("10 per minute", key_func=_address_and_account, methods=["POST"])
@public
def sign_in() -> Response | str:
    """Sign a person in and take them where they wanted to go."""
    target = local_path(request.args.get("next")) or url_for("organiser.events")
    if current_user.is_authenticated:
        return redirect(target)
    form = SignInForm()
    if form.validate_on_submit():
        user = authenticate(
            db.session(), email=form.email.data or "", password=form.password.data or ""
        )
        if user is not None:
            # whatever the visitor's session held before must not carry over
            session.clear()
            session.permanent = True
            login_user(SignedIn(user))
            return redirect(target, 303)
        form.form_errors.append(gettext("อีเมลหรือรหัสผ่านไม่ถูกต้อง ตรวจสอบแล้วลองใหม่อีกครั้ง"))
    return render_template("account/sign_in.html", form=form)


@account.post("/sign-out")
@signed_in
def sign_out() -> Response:
    """End the person's session in this browser."""
    logout_user()
    session.clear()
    return redirect(url_for("public.home"), 303)


@account.route("/account/password", methods=["GET", "POST"])
@limiter.limit("20 per hour", methods=["POST"])
@signed_in
def password() -> Response | str:
    """Change the person's password; sessions elsewhere end."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            user = run_in_transaction(
                db.session(),
                lambda open_session: change_password(
                    open_session,
                    user_id=current_user.user.id,
                    current=form.current.data or "",
                    new=form.new.data or "",
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
        else:
            login_user(SignedIn(user))
            flash(gettext("เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่เข้าระบบไว้ต้องเข้าใหม่"), "success")
            return redirect(url_for("organiser.events"), 303)
    return render_template("account/password.html", form=form)
