"""What is forgotten by itself."""

import datetime as dt

from planning.suggestions.models import Entry, Suggestion
from planning.suggestions.notifications import CONFIRM_WITHIN

#: How long a contact is kept after the answer, and the words of spam, which until then may be taken back.
CONTACT_KEPT, SPAM_KEPT = dt.timedelta(days=365), dt.timedelta(days=30)


def forget_contacts(at: dt.datetime) -> str:
    """Take names and contacts from suggestions decided a year ago; what was said and answered stays."""
    done = Suggestion.objects.to_forget(at - CONTACT_KEPT).update(name="", email="", phone="")
    return f"{done} contacts forgotten" if done else ""


def forget_spam(at: dt.datetime) -> str:
    """Take the words and the contact from spam thrown out a month ago; the number stays taken."""
    done = Suggestion.objects.old_spam(at - SPAM_KEPT).update(text="", name="", email="", phone="")
    return f"{done} spam forgotten" if done else ""


def forget_entries(at: dt.datetime) -> str:
    """Delete entries that nobody confirmed in time, and contacts a year after the result; the rest stays."""
    unconfirmed, _rows = Entry.objects.never_confirmed(at - CONFIRM_WITHIN).delete()
    contacts = Entry.objects.to_forget(at - CONTACT_KEPT).update(name="", email="", is_named=False)
    return f"{unconfirmed} entries and {contacts} contacts forgotten" if unconfirmed + contacts else ""
