"""Words of planning cycles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CycleState(models.TextChoices):
    """How far a cycle is; its days say so, no column does."""

    PLANNED = "planned", _("chystá se")
    RUNNING = "running", _("probíhá")
    FINISHED = "finished", _("skončilo")


class UsualPhase(models.TextChoices):
    """The phases that a cycle usually has, in their order; each town may name and add its own."""

    PREPARATION = "preparation", _("Příprava")
    ANALYSIS = "analysis", _("Zjišťujeme, co lidé potřebují")
    WRITING = "writing", _("Skupiny píšou plán")
    COMMENTS = "comments", _("Sbíráme připomínky")
    APPROVAL = "approval", _("Zastupitelstvo plán schvaluje")
    FULFILMENT = "fulfilment", _("Plán plníme")
    EVALUATION = "evaluation", _("Vyhodnocujeme, co se povedlo")


#: What a phase is offered to say until somebody writes it better.
USUAL_TEXTS = {
    UsualPhase.PREPARATION: _("Domluvíme se, kdo u plánování bude a jak se bude rozhodovat."),
    UsualPhase.ANALYSIS: _("Ptáme se lidí, co jim chybí, a porovnáme to se službami, které tu jsou."),
    UsualPhase.WRITING: _("Skupiny se shodnou, co je nejdůležitější a kdo to do kdy udělá."),
    UsualPhase.COMMENTS: _("Návrh si může každý přečíst a napsat k němu připomínku. Na každou odpovíme."),
    UsualPhase.APPROVAL: _("Zastupitelé o plánu hlasují a dají na něj peníze."),
    UsualPhase.FULFILMENT: _("Každý rok řekneme, co se má udělat a co se udělalo."),
    UsualPhase.EVALUATION: _("Podíváme se, co plán lidem přinesl, a začneme znovu."),
}
