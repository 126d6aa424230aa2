"""Rows and words of the office's pages."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import short_day
from surveys.actions.envelopes import TOGETHER
from surveys.definition.shape import EASY, Question, in_language
from surveys.enums import LANGUAGE_NAMES, Audience, Channel, SurveyStatus
from surveys.models import Submission, Survey, Tag
from surveys.presenters.wording import state_in_words
from surveys.reports.texts import Progress


def office_item(survey: Survey) -> dict[str, Any]:
    """Return a survey as a row of the office's list."""
    count: int = survey.answer_count  # type: ignore[attr-defined]
    return {
        "url": reverse("surveys:overview", args=[survey.slug]),
        "title": survey.title,
        "state": state_in_words(survey),
        "answer_count": count,
    }


def steps_to_launch(survey: Survey, published: Any, wrong: list[Any]) -> list[dict[str, Any]]:
    """Return what has to be done before a survey is launched, each with the page where it is done; empty once it runs."""
    if survey.status != SurveyStatus.DRAFT:
        return []
    build = reverse("surveys:build", args=[survey.slug])
    data = reverse("surveys:edit", args=[survey.slug])
    return [
        {"title": _("Napište, proč se ptáte a kdo"), "url": data, "is_done": bool(survey.purpose and survey.asked_by)},
        {"title": _("Určete, odkdy dokdy"), "url": data, "is_done": bool(survey.opens_at and survey.closes_at)},
        {"title": _("Sestavte otázky"), "url": build, "is_done": not wrong},
        {"title": _("Zveřejněte dotazník"), "url": build, "is_done": published is not None},
        {
            "title": _("Vyzkoušejte ho, zkušební odpovědi se při spuštění smažou"),
            "url": survey.get_absolute_url(),
            "again": _("zkusit znovu"),
            "is_done": Submission.objects.of_survey(survey).filter(is_test=True).exists(),
        },
        *([_codes_step(survey)] if survey.audience == Audience.CODES else []),
    ]


def _codes_step(survey: Survey) -> dict[str, Any]:
    return {
        "title": _("Vytvořte přístupové kódy, nebo je po spuštění pošlete e-mailem"),
        "url": "#kody",
        "is_done": survey.access_codes.exists(),
    }


def next_with_codes(survey: Survey, published: Any, made: int) -> dict[str, str]:
    """Return what to do next with access codes: a sentence, and the address and words of a link where there is one."""
    if survey.status == SurveyStatus.CLOSED:
        return {}
    if not made:
        words = _(
            "Napište, kolik lidí pozvete dopisem nebo lístkem, a vytvořte kódy. E-mailem je pošlete, až šetření běží."
        )
        return {"words": words}
    if published is None:
        build = reverse("surveys:build", args=[survey.slug])
        words = _("Kódy jsou připravené, vytisknout je půjde po zveřejnění dotazníku.")
        return {"words": words, "url": build, "title": _("Zveřejnit dotazník")}
    if not survey.access_codes.to_print().exists():
        return {}
    printed = reverse("surveys:files", args=[survey.slug]) + "#kody"
    words = _("Teď kódy vytiskněte na lístky nebo do dopisů a rozdejte je lidem.")
    return {"words": words, "url": printed, "title": _("Vytisknout kódy")}


def sealed_in_words(survey: Survey) -> str:
    """Return how many answers wait in envelopes and until when, or nothing."""
    count = survey.envelopes.count()
    if count and survey.status == SurveyStatus.CLOSED:
        return _(
            "Obálky s odpověďmi nejdou otevřít (%(n)s): server má jiný klíč, než když přišly. Vraťte ten původní."
        ) % {"n": count}
    return (
        ngettext(
            "%(n)s další odpověď čeká v zalepené obálce. Obálky se otevírají nejméně po %(least)s najednou a stejně jich "
            "zůstává do konce, aby nešlo poznat, čí odpověď je která.",
            "%(n)s další odpovědi čekají v zalepených obálkách. Obálky se otevírají nejméně po %(least)s najednou a stejně jich "
            "zůstává do konce, aby nešlo poznat, čí odpověď je která.",
            count,
        )
        % {"n": count, "least": TOGETHER}
        if count
        else ""
    )


def paper_links(survey: Survey, languages: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the questionnaire on paper in all sizes and languages."""
    address = reverse("surveys:paper", args=[survey.slug])
    papers = {"a4": _("Dotazník A4"), "large": _("Dotazník velkým písmem")}
    return [
        {
            "title": f"{title} ({LANGUAGE_NAMES.get(language, language)})",
            "url": f"{address}?papir={paper}&jazyk={language}",
        }
        for paper, title in papers.items()
        for language in languages
        # What is to be read easily is large at any rate.
        if language != EASY or paper == "large"
    ]


def title_of(question: Question) -> str:
    """Return the words of a question for the desk."""
    return in_language(question.text, "cs")


def open_questions(questions: Mapping[str, Question], progress: Mapping[str, Progress]) -> list[dict[str, Any]]:
    """Return open questions with how far each is."""
    return [
        {"code": code, "title": title_of(question), **progress[code]._asdict()} for code, question in questions.items()
    ]


def text_item(
    pk: UUID, text: str, tags: list[Tag], chosen: Collection[str], before: Collection[str], is_released: bool
) -> dict[str, Any]:
    """Return a text with the topics that may be ticked, and those that were when the page was shown first."""
    options = [
        {"id": f"t-{pk.hex}-{tag.code}", "value": tag.code, "label": tag.label, "is_chosen": tag.code in chosen}
        for tag in tags
    ]
    return {
        "pk": pk,
        "name": f"t-{pk.hex}",
        "text": text,
        "options": options,
        "before": " ".join(before),
        "is_released": is_released,
    }


def channels_in_words(days: list[tuple[dt.date, str, int]]) -> str:
    """Return „web 84, papír 25“."""
    counts: dict[str, int] = {}
    for _day, channel, count in days:
        counts[channel] = counts.get(channel, 0) + count
    labels = dict(Channel.choices)
    return ", ".join(f"{labels[channel]} {count}" for channel, count in sorted(counts.items()))


def days_of(days: list[tuple[dt.date, str, int]]) -> list[dict[str, Any]]:
    """Return the days with the number of answers, for bars; channels together."""
    counts: dict[dt.date, int] = {}
    for day, _channel, count in days:
        counts[day] = counts.get(day, 0) + count
    return [{"title": short_day(day), "count": count} for day, count in counts.items()]
