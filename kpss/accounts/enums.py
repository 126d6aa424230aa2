"""Roles as code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is on the portal; a right may also come from an entry or a membership."""

    RESIDENT = "resident", _("obyvatel")
    COUNCILLOR = "councillor", _("člen vedení města")
    COORDINATOR = "coordinator", _("koordinátor plánování")
    ADMINISTRATOR = "administrator", _("správce")


#: Roles of who coordinates.
COORDINATING = (Role.COORDINATOR, Role.ADMINISTRATOR)
#: What each role may do, in words, for the page of people.
ROLE_WORDS = {
    Role.RESIDENT: _("Má účet a vidí své údaje. Údaje organizace upravuje jen tehdy, když je jejím redaktorem."),
    Role.COUNCILLOR: _("Čte vše zveřejněné; k plánu, penězům a vyhodnocení přibudou jeho stránky."),
    Role.COORDINATOR: _("Vede portál: schvaluje změny v katalogu, zve lidi, tiskne katalog, upravuje nastavení města."),
    Role.ADMINISTRATOR: _("Může totéž co koordinátor a navíc spravuje účty, role a záznamy o úkonech."),
}
