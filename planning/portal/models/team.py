"""The people of planning by their roles: whom to call about what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.models import Undoable, UndoableQuerySet
from kpss.core.privacy import Personal, Privacy
from kpss.core.text import phone_digits, phone_readable
from kpss.core.validators import validate_phone

#: Why a name and a phone are public: the work for which they are published (GDPR, article 6(1)(e)).
PUBLISHED = _("zveřejněný pracovní kontakt; plnění úkolu ve veřejném zájmu, čl. 6 odst. 1 písm. e) GDPR")
WHILE_IN_ROLE = _("dokud člověk roli zastává")


class TeamContact(Undoable):
    """A role in the planning of the town; the person in it is named when they do it as their job."""

    role = models.CharField(
        _("role"), max_length=120, help_text=_("Třeba: koordinátorka plánování, metodik, vedoucí odboru.")
    )
    helps_with = models.CharField(
        _("s čím pomůže"), max_length=200, blank=True, help_text=_("Třeba: chcete do skupiny nebo něco navrhnout.")
    )
    name = models.CharField(_("jméno"), max_length=120, blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True, validators=[validate_phone])
    email = models.EmailField(_("e-mail"), blank=True)
    place = models.CharField(
        _("kde sedí"), max_length=160, blank=True, help_text=_("Třeba: Městský úřad, dveře č. 12.")
    )
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    objects = UndoableQuerySet.as_manager()

    privacy = Privacy(
        other="id role helps_with place position deleted_at",
        personal={
            "name": Personal(PUBLISHED, WHILE_IN_ROLE),
            "phone": Personal(PUBLISHED, WHILE_IN_ROLE),
            "email": Personal(PUBLISHED, WHILE_IN_ROLE),
        },
        what=_("kontakty podle rolí"),
    )

    class Meta:
        verbose_name = _("kontakt podle role")
        verbose_name_plural = _("kontakty podle rolí")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="", email=""),
                name="team_contact_can_be_reached",
                violation_error_message=_("Napište telefon, nebo e-mail."),
            ),
        ]

    def __str__(self) -> str:
        return self.role

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the phone in its stored form."""
        self.phone = phone_digits(self.phone)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def phone_words(self) -> str:
        return phone_readable(self.phone)
