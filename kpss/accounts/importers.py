"""The people of the demo town."""

from allauth.account.models import EmailAddress

from kpss.accounts.enums import Role
from kpss.accounts.models import User

PASSWORD = "lipovany-2026"  # noqa: S105 - the public password of the invented people
#: key → (name, e-mail, role): the personas of the tests and of the demo.
PERSONAS = {
    "anna": ("Anna Ukázková", "anna@lipovany.example", Role.RESIDENT),
    "ursula": ("Uršula Ukázková", "ursula@lipovany.example", Role.RESIDENT),
    "petr": ("Petr Ukázkový", "petr@ssm.example", Role.RESIDENT),
    "vera": ("Věra Ukázková", "vera@lipovany.example", Role.RESIDENT),
    "klara": ("Klára Ukázková", "klara@lipovany.example", Role.COORDINATOR),
    "zdenek": ("Zdeněk Ukázkový", "zdenek@lipovany.example", Role.COUNCILLOR),
    "standa": ("Standa Ukázkový", "standa@lipovany.example", Role.ADMINISTRATOR),
    "cyril": ("Cyril Ukázkový", "cyril@jinemesto.example", Role.RESIDENT),
}


def load_personas() -> dict[str, User]:
    """Create the demo people that are missing, with confirmed addresses; return all by key."""
    return {key: _person(*row) for key, row in PERSONAS.items()}


def _person(name: str, email: str, role: Role) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, name=name, role=role)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
