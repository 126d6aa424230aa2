"""Answering a questionnaire: its page, one page of questions at a time, review, thanks, coming back."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import antispam
from kpss.core.access import allows, get_visible, offers_again
from kpss.core.dates import moment_in_words
from kpss.core.forms import errors_in
from kpss.core.visitors import EASY_READ_COOKIE, address_of, posted
from surveys.actions import answering
from surveys.definition.routing import all_faults, asked_sections, faults_of, kept_answers
from surveys.definition.shape import EASY, SOURCE, Question, Section, heading_of, in_language
from surveys.definition.versions import left_out
from surveys.definition.words import printed_numbers
from surveys.enums import Audience, SurveyStatus
from surveys.forms.answering import AccessCodeForm, CodeForm, SendForm
from surveys.forms.answers import read_answers
from surveys.models import AccessCode, Draft, Questionnaire, Survey
from surveys.presenters import asking, wording
from surveys.views.tickets import give, ticket_of

#: In the address of a page that was sent with faults: they are shown.
TO_MEND = "oprava"

# --- The survey ------------------------------------------------------------------------------------------


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """List surveys that run, that will, and that are over."""
    surveys = list(Survey.objects.public().order_by("-closes_at", "-pk"))
    now = timezone.now()
    running = [wording.survey_item(survey) for survey in surveys if survey.is_open(now)]
    coming = [wording.survey_item(survey) for survey in surveys if survey.is_coming(now)]
    over = [wording.survey_item(survey) for survey in surveys if not (survey.is_open(now) or survey.is_coming(now))]
    return render(request, "surveys/survey_list.html", {"running": running, "coming": coming, "over": over})


@require_safe
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the survey is for, who asks, what is promised; begin, or come back."""
    found = _survey(request, slug)
    return render(
        request,
        "surveys/survey.html",
        _survey_context(request, found, CodeForm(initial={"code": request.GET.get("kod", "")[:20]})),
    )


def _survey(request: HttpRequest, slug: str) -> Survey:
    return get_visible(Survey.objects.visible_to(request.user), slug=slug)


def _survey_context(request: HttpRequest, survey: Survey, form: CodeForm) -> dict[str, Any]:
    version = _version(request, survey)
    shape = version.unrolled if version else None
    is_over, end = survey.status == SurveyStatus.CLOSED, survey.closed_at or survey.closes_at
    language = _usual_language(request, version)
    return {
        "survey": wording.Spoken(survey, language),
        "form": form,
        "state": _state(request, survey, version),
        "length": wording.length_in_words(version.shape) if version else "",
        "intro": in_language(shape.intro, language) if shape else "",
        "content_language": SOURCE if language == EASY else language,
        "languages": _languages(version, language),
        "is_sensitive": shape is not None and wording.has_sensitive(shape),
        "writes": shape is not None and wording.writes(shape),
        "has_draft": _draft_or_none(request, survey) is not None,
        "opens": moment_in_words(survey.opens_at) if survey.opens_at else "",
        "opens_of": moment_in_words(survey.opens_at, is_genitive=True) if survey.opens_at else "",
        "closes": moment_in_words(end, is_genitive=not is_over) if end else "",
        "left": wording.time_left(survey) if survey.is_open(timezone.now()) else "",
        "places": survey.places.all(),
        "days": answering.DRAFT_DAYS,
        "crumbs": _crumbs(survey)[:1],
    }


def _crumbs(survey: Survey) -> list[dict[str, str]]:
    return [
        {"url": reverse("surveys:survey_list"), "title": _("Ankety a výsledky")},
        {"url": survey.get_absolute_url(), "title": survey.told("title", get_language() or SOURCE)},
    ]


def _state(request: HttpRequest, survey: Survey, version: Questionnaire | None) -> str:
    """Return what a person can do here: test, wait, sign_in, not_asked, code, begin, over."""
    now = timezone.now()
    if survey.status == SurveyStatus.DRAFT:
        return "test" if version else "empty"
    if survey.is_open(now):
        return _door(request, survey)
    return "wait" if survey.is_coming(now) else "over"


def _door(request: HttpRequest, survey: Survey) -> str:
    if not allows(request.user, "surveys.answer_survey", survey):
        return "not_asked" if request.user.is_authenticated else "sign_in"
    return "code" if survey.audience == Audience.CODES else "begin"


def _version(request: HttpRequest, survey: Survey) -> Questionnaire | None:
    """Return the version that is answered now; while a survey is prepared, the newest that was published."""
    found: Questionnaire | None = survey.questionnaires.current().first()
    return found


def _usual_language(request: HttpRequest, version: Questionnaire | None) -> str:
    known = version.unrolled.languages if version else (SOURCE,)
    wanted = EASY if request.COOKIES.get(EASY_READ_COOKIE) and EASY in known else get_language()
    return wanted if wanted in known else SOURCE


def _languages(version: Questionnaire | None, usual: str) -> list[tuple[str, str, bool]]:
    known = version.unrolled.languages if version else ()
    names = {**dict(settings.LANGUAGES), EASY: _("Snadné čtení")}
    return [(code, str(names.get(code, code)), code == usual) for code in known] if len(known) > 1 else []


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Start an answer; where codes are needed, with one."""
    found = _survey(request, slug)
    version = _version(request, found)
    state = _state(request, found, version)
    if version is None or state not in ("begin", "code", "test"):
        return redirect(found)
    form = CodeForm(request.POST, address=address_of(request))
    code = _code(found, form) if state == "code" else None
    if state == "code" and code is None:
        return render(request, "surveys/survey.html", _survey_context(request, found, form), status=422)
    language = request.POST.get("jazyk", "")
    draft = answering.begin(
        questionnaire=version,
        language=language if language in version.unrolled.languages else _usual_language(request, version),
        is_test=state == "test",
    )
    return give(_to_first(draft), draft, code_id=code.pk if code else None)


def _code(survey: Survey, form: CodeForm) -> AccessCode | None:
    if form.is_valid():
        with errors_in(form, "code"):
            return answering.find_code(survey, form.cleaned_data["code"])
    return None


# --- Which draft -----------------------------------------------------------------------------------------


def _draft_or_none(request: HttpRequest, survey: Survey) -> Draft | None:
    ticket = ticket_of(request)
    drafts: models.QuerySet[Draft] = Draft.objects.select_related("questionnaire")
    draft = drafts.filter(pk=ticket.draft_id, questionnaire__survey=survey).first() if ticket else None
    if draft is not None:
        draft.questionnaire.survey = survey  # known: no reason to read it again
    return draft


def _no_draft(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Lead somebody who has nothing open here: to the thanks when it has been sent, otherwise to the beginning."""
    ticket = ticket_of(request)
    if ticket and answering.was_sent(ticket.draft_id):
        return redirect("surveys:thanks", survey.slug)
    messages.info(request, _("Tady není rozepsaný dotazník. Začněte znovu, nebo se vraťte pomocí kódu."))
    return redirect(survey)


def _is_shut(request: HttpRequest, survey: Survey, draft: Draft) -> bool:
    """Return whether a person may not go on: the survey is over, or asks others (whoever holds the code of a draft)."""
    is_asked = allows(request.user, "surveys.answer_survey", survey)
    return not draft.is_test and not (survey.is_open(timezone.now()) and is_asked)


def _on_current_version(request: HttpRequest, draft: Draft) -> Draft:
    """Take a draft over when the questionnaire got a new version meanwhile, and say so."""
    survey = draft.questionnaire.survey
    if draft.questionnaire_id in survey.questionnaires.current().values_list("pk", flat=True)[:1]:
        return draft
    newest = _version(request, survey)
    if newest is None:
        return draft
    words = _("Dotazník se mezitím změnil. Zůstaly odpovědi, které v něm platí dál. Projděte je prosím ještě jednou.")
    before = draft.questionnaire.unrolled
    lost = left_out(kept_answers(before, draft.answers), newest.unrolled, newest.mapping)
    told = asking.lost_in_words(before, lost, draft.language)
    messages.info(request, " ".join(filter(None, (words, told))))
    return answering.move_on(draft=draft, questionnaire=newest)


# --- Pages of questions ----------------------------------------------------------------------------------


def _to_first(draft: Draft) -> HttpResponse:
    met = asked_sections(draft.questionnaire.unrolled, draft.answers)
    here = [section for section, _questions in met if section.code == draft.place]
    section = here[0] if here else met[0][0]
    return redirect("surveys:page", draft.questionnaire.survey.slug, section.code)


@offers_again
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one page of questions; each button keeps it on the server first."""
    survey = _survey(request, slug)
    draft = _draft_or_none(request, survey)
    if draft is None:
        return _no_draft(request, survey)
    if _is_shut(request, survey, draft):
        return redirect(survey)
    draft = _on_current_version(request, draft)
    met = asked_sections(draft.questionnaire.unrolled, draft.answers)
    place = next((number for number, (section, _asked) in enumerate(met) if section.code == code), None)
    if place is None:
        return _to_first(draft)
    section, asked = met[place]
    if request.method == "POST":
        return _keep(request, draft, section)
    return _show(request, draft, section, _faults_seen(draft, asked) if TO_MEND in request.GET else {})


def _keep(request: HttpRequest, draft: Draft, section: Section) -> HttpResponse:
    """Keep the page, then go where the button leads; forward only from a page without faults."""
    shown = set(request.POST.get("videne", "").split())
    asked = [question for question in section.questions if question.code in shown]
    kept = answering.keep(draft_id=draft.pk, answers=read_answers(asked, request.POST), place=section.code)
    if kept is None:
        return _no_draft(request, draft.questionnaire.survey)
    draft = kept
    met = asked_sections(draft.questionnaire.unrolled, draft.answers)
    questions = next((questions for one, questions in met if one.code == section.code), [])
    if "pozdeji" in request.POST:
        return redirect("surveys:later", draft.questionnaire.survey.slug)
    if "zpet" in request.POST:
        return _step(draft, section, -1)
    new = [question.code for question in questions if question.code not in shown and question.asks]
    if new:
        _say_new(request, draft, new)
    if faults_of([question for question in questions if question.code in shown], draft.answers):
        return _again(draft, section, f"?{TO_MEND}=1")
    return _again(draft, section) if new else _step(draft, section, 1)


def _again(draft: Draft, section: Section, query: str = "") -> HttpResponse:
    """Lead back to a page by its address: going back to it in the browser later sends nothing once more."""
    return redirect(reverse("surveys:page", args=[draft.questionnaire.survey.slug, section.code]) + query)


def _say_new(request: HttpRequest, draft: Draft, codes: list[str]) -> None:
    numbers = printed_numbers(draft.questionnaire.unrolled)
    words = _("Podle vašich odpovědí přibylo, na co se chceme zeptat: otázka %(numbers)s.")
    messages.info(request, words % {"numbers": ", ".join(numbers[code] for code in codes)})


def _faults_seen(draft: Draft, asked: list[Question]) -> dict[str, str]:
    """Return what is wrong on a page that was sent; nobody is told of a question that has only appeared by that."""
    return faults_of([question for question in asked if question.code in draft.answers], draft.answers)


def _step(draft: Draft, section: Section, by: int) -> HttpResponse:
    slug = draft.questionnaire.survey.slug
    codes = [one.code for one, _asked in asked_sections(draft.questionnaire.unrolled, draft.answers)]
    place = codes.index(section.code) + by if section.code in codes else 0
    if place < 0:
        return redirect("surveys:survey", slug)
    return redirect("surveys:page", slug, codes[place]) if place < len(codes) else redirect("surveys:review", slug)


def _show(request: HttpRequest, draft: Draft, section: Section, faults: dict[str, str]) -> HttpResponse:
    definition, survey = draft.questionnaire.unrolled, draft.questionnaire.survey
    met = asked_sections(definition, draft.answers)
    codes = [one.code for one, _asked in met]
    place = codes.index(section.code)
    asked = {question.code for question in met[place][1]}
    maker = asking.Page(definition, draft.language, draft.answers, faults)
    rows = [maker.question(question, is_asked=question.code in asked) for question in section.questions]
    titles = (survey.told("title", draft.language), in_language(definition.title, draft.language))
    section_title = heading_of(section, draft.language, *titles)
    context = {
        "survey": wording.Spoken(survey, draft.language),
        "draft": draft,
        "section_title": section_title,
        "section_note": in_language(section.note, draft.language),
        "questions": rows,
        "shown": " ".join(row["code"] for row in rows if not row["is_hidden"]),
        "errors": [asking.error_row(row) for row in rows if row["fault"]],
        "progress": asking.progress(met, place, has_title=bool(section_title)),
        "has_answers": bool(draft.answers),
        "is_first": place == 0,
        "given": asking.given_for_conditions(definition, section, draft.answers),
        "is_sensitive": any(question.is_sensitive for question in section.questions),
        "content_language": SOURCE if draft.language == EASY else draft.language,
        "crumbs": _crumbs(survey),
    }
    return render(request, "surveys/page.html", context)


# --- Review, send, thanks --------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all answers before they are sent; send them."""
    survey = _survey(request, slug)
    draft = _draft_or_none(request, survey)
    if draft is None:
        return _no_draft(request, survey)
    if _is_shut(request, survey, draft):
        return redirect(survey)
    version = draft.questionnaire_id
    draft = _on_current_version(request, draft)
    faults = all_faults(draft.questionnaire.unrolled, draft.answers)
    if request.method == "POST" and (faults or draft.questionnaire_id != version):
        return redirect("surveys:review", slug)  # nobody sends what one has not seen
    form = _last_form(request, draft)
    if request.method == "POST" and form.is_valid():
        with errors_in(form, "code" if "code" in form.fields else None):
            return redirect("surveys:thanks", slug) if _send(request, draft, form) else _too_late(request, survey)
    return _review_page(request, draft, form, faults)


def _last_form(request: HttpRequest, draft: Draft) -> AccessCodeForm | SendForm:
    """Return the form that sends: it asks for the access code where the browser does not hold it any more."""
    survey, ticket = draft.questionnaire.survey, ticket_of(request)
    if survey.audience == Audience.CODES and not draft.is_test and not (ticket and ticket.code_id):
        return AccessCodeForm(posted(request), address=address_of(request))
    return SendForm(posted(request), survey=survey, address=address_of(request))


def _send(request: HttpRequest, draft: Draft, form: AccessCodeForm | SendForm) -> bool:
    ticket = ticket_of(request)
    return ticket is not None and answering.send(
        draft_id=draft.pk,
        by=request.user,
        code_id=ticket.code_id,
        typed=form.cleaned_data.get("code", ""),
        secret=ticket.secret,
    )


def _too_late(request: HttpRequest, survey: Survey) -> HttpResponse:
    messages.error(request, _("Odpovědi už odeslat nešlo: šetření mezitím skončilo a rozepsané dotazníky se smazaly."))
    return redirect(survey)


def _review_page(
    request: HttpRequest, draft: Draft, form: AccessCodeForm | SendForm, faults: dict[str, str]
) -> HttpResponse:
    survey = draft.questionnaire.survey
    parts = asking.review_parts(draft.questionnaire.unrolled, draft.language, draft.answers, faults)
    for part in parts:
        part["url"] = reverse("surveys:page", args=[survey.slug, part["code"]])
    errors = [
        {"text": f"{row['number']}. {row['text']} {row['fault']}", "url": f"{part['url']}#otazka-{row['code']}"}
        for part in parts
        for row in part["rows"]
        if row["fault"]
    ]
    context = {
        "survey": wording.Spoken(survey, draft.language),
        "draft": draft,
        "parts": parts,
        "form": form,
        "challenge": json.dumps(antispam.challenge()) if form.is_guarded else "",
        "needs_code": "code" in form.fields,
        "errors": errors,
        "content_language": SOURCE if draft.language == EASY else draft.language,
        "crumbs": _crumbs(survey),
    }
    return render(request, "surveys/review.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank; give the receipt where an answer may be withdrawn; say what comes next."""
    survey = _survey(request, slug)
    ticket = ticket_of(request)
    if ticket is None or not answering.was_sent(ticket.draft_id):
        return redirect(survey)
    receipt = answering.receipt_of(ticket.secret)
    context = {
        "survey": wording.Spoken(survey, _usual_language(request, _version(request, survey))),
        "receipt": receipt if answering.has_answer(survey, receipt) else "",
        "crumbs": _crumbs(survey),
    }
    return render(request, "surveys/thanks.html", context)


# --- Later, back again, withdrawn ------------------------------------------------------------------------


@never_cache
@require_safe
def later(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the code and the address by which a person comes back."""
    survey = _survey(request, slug)
    draft = _draft_or_none(request, survey)
    if draft is None:
        return _no_draft(request, survey)
    code = answering.resume_code(draft)
    url = settings.BASE_URL + reverse("surveys:resume", args=[slug, code])
    context = {
        "survey": wording.Spoken(survey, draft.language),
        "code": code,
        "url": url,
        "days": answering.DRAFT_DAYS,
        "needs_code": survey.audience == Audience.CODES,
        "crumbs": _crumbs(survey),
    }
    return render(request, "surveys/later.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Open a draft again by its code, typed in or in the address."""
    survey = _survey(request, slug)
    typed = {"code": code} if code and request.method != "POST" else None
    form = CodeForm(typed or posted(request), address=address_of(request))
    if form.is_valid():
        with errors_in(form, "code"):
            draft = answering.find_draft(survey, form.cleaned_data["code"])
            ticket = ticket_of(request)
            is_here = ticket is not None and ticket.draft_id == draft.pk
            return _to_first(draft) if is_here else give(_to_first(draft), draft)
    context = {"survey": survey, "form": form, "days": answering.DRAFT_DAYS, "crumbs": _crumbs(survey)}
    return render(request, "surveys/resume.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an answer back by the code of its receipt, where the survey promises that."""
    survey = get_visible(Survey.objects.visible_to(request.user).filter(may_withdraw=True), slug=slug)
    form = CodeForm(posted(request), address=address_of(request))
    if form.is_valid():
        with errors_in(form, "code"):
            answering.withdraw(survey=survey, typed=form.cleaned_data["code"])
            messages.success(request, _("Vaše odpověď je smazaná."))
            return redirect(survey)
    context = {"survey": survey, "form": form, "crumbs": _crumbs(survey)}
    return render(request, "surveys/withdraw.html", context, status=422 if form.errors else 200)
