"""Words of groups and of the triad."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    """What a group is for."""

    STEERING = "steering", _("řídící skupina")
    COORDINATION = "coordination", _("koordinační skupina")
    WORKING = "working", _("pracovní skupina")


class TriadSide(models.TextChoices):
    """A side of the community triad; the fourth one are those who plan along without belonging to it."""

    USER = "user", _("uživatelé a pečující")
    PROVIDER = "provider", _("poskytovatelé")
    COMMISSIONER = "commissioner", _("zadavatel")
    PUBLIC = "public", _("odborníci a veřejnost")


class MemberRole(models.TextChoices):
    """What a member does in the group."""

    MEMBER = "member", _("člen skupiny")
    LEAD = "lead", _("vede skupinu")
    SECRETARY = "secretary", _("svolává a zapisuje")


class MembershipStatus(models.TextChoices):
    """How far a person is on the way into a group and out of it."""

    UNCONFIRMED = "unconfirmed", _("nepotvrdil(a) e-mail")
    WAITING = "waiting", _("čeká na přijetí")
    GUEST = "guest", _("chodí jako host")
    MEMBER = "member", _("člen skupiny")
    REFUSED = "refused", _("nepřijat(a)")
    ENDED = "ended", _("členství skončilo")


class Admission(models.TextChoices):
    """How people get into a group."""

    OPEN = "open", _("přihlásit se může každý")
    APPOINTED = "appointed", _("členy jmenuje město")


class Quorum(models.TextChoices):
    """How many members must be there so that the group may decide."""

    NONE = "none", _("rozhoduje se v jakémkoli počtu")
    HALF = "half", _("víc než polovina členů")
    TWO_THIRDS = "two_thirds", _("aspoň dvě třetiny členů")


class Majority(models.TextChoices):
    """How many votes a decision needs when there is no consensus."""

    PRESENT = "present", _("víc než polovina přítomných členů")
    ALL = "all", _("víc než polovina všech členů")
    TWO_THIRDS = "two_thirds", _("aspoň dvě třetiny přítomných členů")


class CharterKind(models.TextChoices):
    """By what a group abides."""

    CHARTER = "charter", _("základní listina")
    RULES = "rules_of_procedure", _("jednací řád")


class MeetingStatus(models.TextChoices):
    """How far a meeting is. Whether it is over, its end says."""

    PLANNED = "planned", _("připravuje se")
    INVITED = "invited", _("pozvánky jsou rozeslané")
    CANCELLED = "cancelled", _("zrušeno")


class ReplyAnswer(models.TextChoices):
    """What somebody answers to an invitation."""

    COMES = "comes", _("přijdu")
    ONLINE = "online", _("připojím se na dálku")
    SENDS = "sends", _("pošlu náhradníka")
    EXCUSED = "excused", _("omlouvám se")


class Presence(models.TextChoices):
    """Who was at a meeting."""

    PRESENT = "present", _("přítomen")
    SUBSTITUTED = "substituted", _("zastoupen náhradníkem")
    EXCUSED = "excused", _("omluven")
    ABSENT = "absent", _("chyběl")
    GUEST = "guest", _("host")


class MinutesStatus(models.TextChoices):
    """The way of the minutes from the desk to the public."""

    WRITTEN = "written", _("píše se")
    OBJECTIONS = "objections", _("členové ho čtou")
    APPROVED = "approved", _("schválený")
    PUBLISHED = "published", _("zveřejněný")


class DecisionWay(models.TextChoices):
    """How a group came to a resolution."""

    CONSENSUS = "consensus", _("shodou")
    VOTE = "vote", _("hlasováním")
    BETWEEN = "between", _("mimo jednání")


class TaskStatus(models.TextChoices):
    """How far a task is."""

    OPEN = "open", _("čeká")
    PARTLY = "partly", _("rozpracováno")
    DONE = "done", _("hotovo")
    DROPPED = "dropped", _("už není potřeba")


class VoteChoice(models.TextChoices):
    """What a member says to a question between meetings."""

    CONSENT = "consent", _("souhlasím")
    OBJECT = "object", _("mám námitku")
    ABSTAIN = "abstain", _("zdržuji se")
