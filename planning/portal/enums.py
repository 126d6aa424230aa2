"""Words of what the portal publishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far an entry is on the way to the public; its times say so, no column does."""

    DRAFT = "draft", _("rozepsané")
    SCHEDULED = "scheduled", _("naplánované")
    PUBLIC = "public", _("zveřejněné")
    ARCHIVED = "archived", _("v archivu")
    DELETED = "deleted", _("smazané")


class RegistrationStatus(models.TextChoices):
    """How far somebody is on the way to an event."""

    UNCONFIRMED = "unconfirmed", _("nepotvrdil(a) e-mail")
    COMES = "comes", _("přijde")
    WAITING = "waiting", _("čeká na místo")
    CANCELLED = "cancelled", _("odhlásil(a) se")


class Frequency(models.TextChoices):
    """How often somebody wants to be written to."""

    WEEKLY = "weekly", _("jednou týdně, v pondělí ráno")
    DAILY = "daily", _("každé ráno, když je něco nového")


class Subject(models.TextChoices):
    """What the portal writes about; the order of a digest."""

    NEWS = "news", _("Aktuality")
    EVENTS = "events", _("Setkání a jednání, na která můžete přijít")
    SURVEYS = "surveys", _("Ankety a jejich výsledky")
    GROUPS = "groups", _("Co se domluvilo ve skupinách")
    DOCUMENTS = "documents", _("Dokumenty a plány")
    SUGGESTIONS = "suggestions", _("Podněty, odpovědi a výzvy")


class FindableKind(models.TextChoices):
    """What the search over the portal finds besides services, as its groups are called."""

    SITUATION = "situation", _("Životní situace")
    NEWS = "news", _("Aktuality")
    EVENT = "event", _("Setkání a akce")
    PAGE = "page", _("Stránky o plánování")
    SURVEY = "survey", _("Ankety")
    RESULTS = "results", _("Výsledky anket")
    GROUP = "group", _("Skupiny")
    MINUTES = "minutes", _("Zápisy a usnesení")
    DOCUMENT = "document", _("Dokumenty")
    CHARTER = "charter", _("Základní listiny a jednací řády")
    CYCLE = "cycle", _("Období plánování")
    SUGGESTION = "suggestion", _("Podněty a odpovědi")
    CALL = "call", _("Výzvy")


class DocumentKind(models.TextChoices):
    """What a document of the library is, in the order in which they are listed."""

    PLAN = "plan", _("plán")
    ACTION_PLAN = "action_plan", _("akční plán")
    EVALUATION = "evaluation", _("vyhodnocení")
    ANALYSIS = "analysis", _("analýza")
    CATALOGUE = "catalogue", _("katalog služeb")
    CHARTER = "charter", _("základní listina")
    RULES = "rules", _("jednací řád")
    MINUTES = "minutes", _("zápis")
    FORM = "form", _("formulář")
    METHOD = "method", _("metodika")
    OTHER = "other", _("jiný dokument")


#: Headings above documents of one kind.
KIND_TITLES = {
    DocumentKind.PLAN: _("Plány"),
    DocumentKind.ACTION_PLAN: _("Akční plány"),
    DocumentKind.EVALUATION: _("Vyhodnocení"),
    DocumentKind.ANALYSIS: _("Analýzy"),
    DocumentKind.CATALOGUE: _("Katalogy služeb"),
    DocumentKind.CHARTER: _("Základní listiny"),
    DocumentKind.RULES: _("Jednací řády"),
    DocumentKind.MINUTES: _("Zápisy"),
    DocumentKind.FORM: _("Formuláře"),
    DocumentKind.METHOD: _("Metodiky"),
    DocumentKind.OTHER: _("Jiné dokumenty"),
}


#: The parts of the portal by the first word of their events.
AREAS = {
    "providers": _("Katalog"),
    "surveys": _("Šetření"),
    "groups": _("Skupiny"),
    "suggestions": _("Podněty a výzvy"),
    "plans": _("Plánování"),
    "portal": _("Web"),
    "accounts": _("Lidé a účty"),
    "core": _("Provoz"),
}
#: Who did what nobody signed in did, in the filter of the audit log: a visitor, or the portal itself.
NOBODY = "nikdo"
