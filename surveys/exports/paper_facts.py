"""What stands on paper beside the questions, from a survey's own data."""

from kpss.core.dates import local
from surveys.definition.shape import SOURCE
from surveys.definition.timing import minutes_of
from surveys.enums import Audience
from surveys.exports.paper import CollectionPlace, PaperFacts
from surveys.models import Questionnaire


def paper_facts(version: Questionnaire, language: str = SOURCE) -> PaperFacts:
    """Return the facts for a version of a questionnaire in one of its languages."""
    survey = version.survey
    return PaperFacts(
        title=survey.told("title", language),
        asked_by=survey.asked_by,
        contact=survey.contact,
        closes=local(survey.closes_at).date() if survey.closes_at else None,
        promise=survey.promise,
        path=survey.get_absolute_url(),
        version=version.number,
        places=tuple(
            CollectionPlace(", ".join(filter(None, (place.name, place.address))), place.hours)
            for place in survey.places.all()
        ),
        postage=survey.postage,
        has_codes=survey.audience == Audience.CODES,
        thanks=survey.told("thanks", language),
        minutes=minutes_of(version.unrolled),
    )
