"""What is forgotten by itself."""

import datetime as dt

from planning.groups.enums import MembershipStatus
from planning.groups.models import Membership, Reply
from planning.groups.notifications import CONFIRM_WITHIN

#: How long a refused application is kept, and the contact to a former member.
REFUSED_KEPT, FORMER_KEPT = dt.timedelta(days=90), dt.timedelta(days=365)
#: How long after a meeting it is known who answered what.
REPLIES_KEPT = dt.timedelta(days=30)


def forget_applications(at: dt.datetime) -> str:
    """Delete applications that nobody confirmed in time and those refused long ago."""
    unconfirmed, _rows = Membership.objects.never_confirmed(at - CONFIRM_WITHIN).delete()
    refused, _rows = Membership.objects.refused_before((at - REFUSED_KEPT).date()).delete()
    return f"{unconfirmed + refused} applications forgotten" if unconfirmed + refused else ""


def forget_former_members(at: dt.datetime) -> str:
    """Take names and contacts from memberships that ended a year ago; the side and the mandate stay for the count."""
    old = Membership.objects.filter(status=MembershipStatus.ENDED, ended_on__lt=(at - FORMER_KEPT).date())
    done = old.exclude(name="").update(name="", email="", phone="", listed_as="", motivation="", user=None)
    return f"{done} former members forgotten" if done else ""


def forget_replies(at: dt.datetime) -> str:
    """Delete answers to invitations, guests' addresses among them, a month after the meeting."""
    done, _rows = Reply.objects.of_meetings_before(at - REPLIES_KEPT).delete()
    return f"{done} replies forgotten" if done else ""
