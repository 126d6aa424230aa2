"""Which surveys, questionnaires and answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from surveys.enums import SurveyStatus


class SurveyQuerySet(models.QuerySet[Any]):
    """Rows of surveys."""

    def public(self) -> SurveyQuerySet:
        """Surveys a visitor may know of: launched ones."""
        return self.exclude(status=SurveyStatus.DRAFT)

    def open_now(self, at: dt.datetime | None = None) -> SurveyQuerySet:
        """Surveys that take answers."""
        moment = at or timezone.now()
        return self.filter(status=SurveyStatus.OPEN, opens_at__lte=moment, closes_at__gt=moment)

    def due_to_close(self, at: dt.datetime) -> SurveyQuerySet:
        """Surveys whose time is over and nobody has closed them."""
        return self.filter(status=SurveyStatus.OPEN, closes_at__lte=at)

    def with_results(self) -> SurveyQuerySet:
        """Surveys whose results are public."""
        return self.filter(results_at__isnull=False)

    def visible_to(self, user: Any) -> SurveyQuerySet:
        """Surveys whose page a person may open: public ones; all of them for who manages surveys."""
        return self.all() if user.has_perm("surveys.manage_surveys") else self.public()


class QuestionnaireQuerySet(models.QuerySet[Any]):
    """Versions of questionnaires."""

    def published(self) -> QuestionnaireQuerySet:
        """Versions that people may have answered."""
        return self.filter(published_at__isnull=False)

    def current(self) -> QuestionnaireQuerySet:
        """Published versions, the newest first: the first is the one that is answered now."""
        return self.published().order_by("-number")


class AccessCodeQuerySet(models.QuerySet[Any]):
    """Access codes."""

    def to_print(self) -> AccessCodeQuerySet:
        """Codes that belong to nobody yet: not used, not sent by e-mail."""
        return self.filter(is_used=False, email="")


class SubmissionQuerySet(models.QuerySet[Any]):
    """Filled-in questionnaires."""

    def counted(self) -> SubmissionQuerySet:
        """Answers that count: without those of the test."""
        return self.filter(is_test=False)

    def of_survey(self, survey: Any) -> SubmissionQuerySet:
        """Answers to any version of a survey's questionnaire."""
        return self.filter(Q(questionnaire__survey=survey))


class BatchQuerySet(models.QuerySet[Any]):
    """Batches of filled-in paper."""

    def of_survey(self, survey: Any) -> BatchQuerySet:
        """Batches of any version of a survey's questionnaire."""
        return self.filter(questionnaire__survey=survey)

    def with_progress(self) -> BatchQuerySet:
        """Add the number of sheets, of those compared, and of fields compared and differing."""
        return self.annotate(
            sheet_count=Count("sheets"),
            compared_count=Count("sheets", filter=Q(sheets__keyed__isnull=False)),
            keyed=Sum("sheets__keyed", default=0),
            differing=Sum("sheets__differing", default=0),
        )


class SheetQuerySet(models.QuerySet[Any]):
    """Sheets of paper."""

    def once(self) -> SheetQuerySet:
        """Sheets that wait for their second typing."""
        return self.annotate(turns=Count("keyings")).filter(turns=1)

    def not_typed_by(self, typist: str) -> SheetQuerySet:
        """Sheets that somebody else typed first."""
        return self.exclude(keyings__typist=typist)

    def to_compare(self) -> SheetQuerySet:
        """Sheets whose two typings differ and nobody has decided yet."""
        return self.annotate(turns=Count("keyings")).filter(turns=2, keyed=None)

    def next_number(self) -> int:
        """Return the number that follows the highest one."""
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


class TagQuerySet(models.QuerySet[Any]):
    """Topics of open questions."""

    def of_question(self, survey: Any, question: str) -> TagQuerySet:
        """The code book of one question, in its order."""
        return self.filter(survey=survey, question=question)

    def with_counts(self) -> TagQuerySet:
        """Add how many texts belong to each, without those of the test."""
        counted = Q(taggings__submission__is_test=False)
        return self.annotate(text_count=Count("taggings", filter=counted))


class QuoteQuerySet(models.QuerySet[Any]):
    """Texts that the office lets out."""

    def of_question(self, survey: Any, question: str) -> QuoteQuerySet:
        """Those from answers to one question."""
        return self.filter(survey=survey, question=question)
