"""The Flask extensions, made once and bound to an application in ``create_app``."""

from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from eventsys.models import Model

db = SQLAlchemy(metadata=Model.metadata, session_options={"expire_on_commit": False})
migrate = Migrate()
csrf = CSRFProtect()
login = LoginManager()
# a whole office shares one address: limits per address stop floods, not colleagues
limiter = Limiter(get_remote_address)
babel = Babel()
bootstrap = Bootstrap5()
