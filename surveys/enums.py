"""Words of surveys as choices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionType(models.TextChoices):
    """What kind of answer a question asks for."""

    SINGLE = "single", _("jedna možnost")
    MULTIPLE = "multiple", _("více možností")
    MATRIX = "matrix", _("tabulka")
    MARKS = "marks", _("známky jako ve škole")
    SCALE = "scale", _("stupnice od nuly do deseti")
    RANKING = "ranking", _("pořadí")
    NUMBER = "number", _("číslo")
    DATE = "date", _("datum")
    TEXT = "text", _("krátký text")
    LONG_TEXT = "long_text", _("delší text")
    MUNICIPALITY = "municipality", _("obec")
    NOTE = "note", _("informace bez otázky")


class SampleType(models.TextChoices):
    """How respondents were chosen; it decides which statistics may be shown."""

    PROBABILITY = "probability", _("náhodný výběr")
    CENSUS = "census", _("všichni oslovení")
    OPT_IN = "opt_in", _("kdo chtěl")


class Audience(models.TextChoices):
    """Who may answer."""

    OPEN = "open", _("kdokoli")
    PROTECTED = "protected", _("kdokoli, s ochranou proti zahlcení")
    CODES = "codes", _("kdo dostal kód")
    SIGNED_IN = "signed_in", _("přihlášení s danou rolí")


class Promise(models.TextChoices):
    """What respondents are promised; the two are never mixed."""

    ANONYMOUS = "anonymous", _("anonymní: nikdo nezjistí, kdo odpověděl")
    CONFIDENTIAL = "confidential", _("důvěrné: odpovědi vidí jen pověření lidé")


class SurveyStatus(models.TextChoices):
    """Where a survey is."""

    DRAFT = "draft", _("připravuje se")
    OPEN = "open", _("běží")
    CLOSED = "closed", _("skončilo")


class Channel(models.TextChoices):
    """How an answer came."""

    WEB = "web", _("web")
    PAPER = "paper", _("papír")
    INTERVIEW = "interview", _("rozhovor")
    IMPORT = "import", _("načteno z tabulky")


#: In which language a questionnaire speaks, as an adverb.
LANGUAGE_NAMES = {"cs": _("česky"), "cs-easy": _("snadné čtení"), "en": _("anglicky"), "uk": _("ukrajinsky")}
