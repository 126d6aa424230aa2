"""The builder: the whole questionnaire on one page; every change is kept at once and can be taken back."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form, staff_page
from kpss.core.visitors import posted
from surveys.actions import questionnaires
from surveys.definition import editing
from surveys.definition.check import problems_as_written
from surveys.definition.library import TEMPLATES, template_sections
from surveys.definition.naming import Names
from surveys.definition.repeats import unrolled
from surveys.definition.shape import SOURCE, Definition, Question, Section, heading_of, in_language
from surveys.definition.versions import codes_of_others, correction
from surveys.definition.words import Words
from surveys.enums import LANGUAGE_NAMES, SurveyStatus
from surveys.forms import builder as forms
from surveys.models import Edit, Questionnaire, Survey
from surveys.presenters import asking, building, wording

MANAGER = staff_page("surveys.manage_surveys")
STEPS = {"vys": -1, "niz": 1}


def survey_of(slug: str) -> Survey:
    """Return the survey of an address."""
    return get_visible(Survey.objects.all(), slug=slug)


class Workbench:
    """The version that is being changed: a draft is written freely, a running one only corrected, an ended one not."""

    def __init__(self, survey: Survey) -> None:
        published = survey.questionnaires.current().first()
        draft = questionnaires.draft_of(survey)
        self.survey = survey
        #: People answer no more: nothing is changed, a version that was begun is left alone.
        self.is_over = published is not None and survey.status == SurveyStatus.CLOSED
        is_answered = draft.pk is None and published is not None and survey.status != SurveyStatus.DRAFT
        self.is_correction = is_answered or self.is_over
        self.questionnaire: Questionnaire = published if self.is_correction and published else draft
        self.definition = self.questionnaire.shape
        #: What a correction did, in words.
        self.done: list[str] = []

    def save(
        self, definition: Definition, *, edit: int, what: str, by: Any, renamed: tuple[str, str] | None = None
    ) -> None:
        """Keep a change; raises `ValidationError` when it would need a new version, or somebody was faster.

        With *renamed* (old code, new code) answers to the version before go over to the new code.
        """
        if self.is_correction:
            self.done, _refused = correction(self.definition, definition)
            questionnaires.correct(questionnaire=self.questionnaire, definition=definition, by=by)
            return
        mapping = questionnaires.followed(self.questionnaire.mapping, *renamed) if renamed else None
        questionnaires.save_definition(
            survey=self.survey, definition=definition, edit=edit, what=what, by=by, mapping=mapping
        )

    def last_to_undo(self) -> Edit | None:
        """Return the last change that can be taken back; what was published keeps its changes as a log."""
        written = self.questionnaire
        last: Edit | None = None
        if written.pk and not written.published_at:
            last = written.edits.order_by("-pk").first()
        return last

    def used_codes(self) -> set[str]:
        """Return the codes of all versions: what once meant something never means anything else."""
        versions = self.survey.questionnaires.all()
        return {code for version in versions for code in editing.codes_of(version.shape)}

    def codes_of_others(self, known: Question | None) -> set[str]:
        """Return the codes under which other questions were answered in published versions."""
        names = self.questionnaire.mapping.items()
        own = next((old for old, new in names if new == known.code), known.code) if known else ""
        published = self.survey.questionnaires.published().order_by("number")
        return codes_of_others([(version.shape, version.mapping) for version in published], own)


@MANAGER
@require_safe
def build(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all sections and questions with what can be done with each, and what has to be mended."""
    bench = Workbench(survey_of(slug))
    found = problems_as_written(bench.definition)
    context = {
        "survey": bench.survey,
        "questionnaire": bench.questionnaire,
        "is_correction": bench.is_correction,
        "is_over": bench.is_over,
        "title": bench.definition.title.get(SOURCE, ""),
        "parts": building.builder_parts(bench.definition),
        "problems": [problem for problem in found if not problem.is_warning],
        "warnings": [problem for problem in found if problem.is_warning],
        "length": wording.length_in_words(bench.definition),
        "last": bench.last_to_undo(),
        "library": TEMPLATES,
    }
    return render(request, "surveys/build.html", context)


@MANAGER
@require_POST
def arrange(request: HttpRequest, slug: str, code: str, what: str) -> HttpResponse:
    """Move, copy or delete a question or a section."""
    bench = Workbench(survey_of(slug))
    changes = {
        "vys": (lambda: editing.move(bench.definition, code, -1), _("Posun výš: %(what)s")),
        "niz": (lambda: editing.move(bench.definition, code, 1), _("Posun níž: %(what)s")),
        "kopie": (lambda: editing.duplicate(bench.definition, code, bench.used_codes()), _("Kopie: %(what)s")),
        "smazat": (lambda: editing.remove(bench.definition, code), _("Smazání: %(what)s")),
    }
    if what not in changes:
        raise Http404
    change, words = changes[what]
    try:
        changed = change()
    except LookupError:
        changed = bench.definition
    named = {"what": Names(bench.definition).of(code)}
    return _saved(request, bench, changed, words % named, anchor="" if what == "smazat" else code)


def _saved(request: HttpRequest, bench: Workbench, changed: Definition, what: str, anchor: str = "") -> HttpResponse:
    try:
        bench.save(changed, edit=bench.questionnaire.edit_count, what=what, by=request.user)
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
    else:
        _tell_corrections(request, bench)
    response = redirect("surveys:build", bench.survey.slug)
    response["Location"] += f"#polozka-{anchor}" if anchor else ""
    return response


@MANAGER
@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the last change back."""
    what = questionnaires.undo(survey=survey_of(slug))
    messages.success(request, _("Vráceno: %(what)s") % {"what": what} if what else _("Není co vracet."))
    return redirect("surveys:build", slug)


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, slug: str, code: str = "", section: str = "") -> HttpResponse:
    """Write a question: a new one at the end of a section, or one that is there."""
    bench = Workbench(survey_of(slug))
    known = bench.definition.question(code) if code else None
    if (code and known is None) or (section and section not in {one.code for one in bench.definition.sections}):
        raise Http404
    earlier = editing.part_before(bench.definition, known, section)
    forms_of = _question_forms(request, bench, known, earlier)
    form, choices, rows = forms_of
    if request.method == "POST" and all(one.is_valid() for one in forms_of):
        question = form.question(
            forms.choices_from(choices, known), forms.rows_from(rows, known), bench.used_codes() if not known else set()
        )
        changed = _placed(bench.definition, known, section, question)
        words = _("Změna otázky %(what)s") if known else _("Nová otázka %(what)s")
        what = words % {"what": Names(changed).of(question.code)}
        renamed = (known.code, question.code) if known and known.code != question.code else None
        if _keeps(request, bench, changed, what, form, renamed):
            return _after_question(request, bench, question)
    context = {
        "survey": bench.survey,
        "question": known,
        "form": form,
        "choices": choices,
        "rows": rows,
        "edit": request.POST.get("edit", bench.questionnaire.edit_count),
        "is_correction": bench.is_correction,
        "has_groups": known is not None and any(choice.group for choice in known.choices),
        "earlier": building.codes_in_words(earlier),
    }
    return render(request, "surveys/edit_question.html", context, status=422 if request.method == "POST" else 200)


def _question_forms(
    request: HttpRequest, bench: Workbench, known: Question | None, earlier: Definition
) -> tuple[Any, Any, Any]:
    data = posted(request)
    languages = {"languages": bench.definition.languages}
    return (
        forms.QuestionForm(
            data,
            definition=bench.definition,
            question=known,
            earlier=earlier,
            fixed=bench.is_correction and known is not None,
            of_others=bench.codes_of_others(known) if data else set(),
        ),
        forms.ChoiceFormSet(data, prefix="moznost", initial=forms.choice_initial(known), form_kwargs=languages),
        forms.RowFormSet(data, prefix="radek", initial=forms.row_initial(known), form_kwargs=languages),
    )


def _placed(definition: Definition, known: Question | None, section: str, question: Question) -> Definition:
    if known is not None:
        return editing.put_question(definition, known.code, question)
    return editing.add_question(definition, section, question)


def _keeps(
    request: HttpRequest,
    bench: Workbench,
    changed: Definition,
    what: str,
    form: Any,
    renamed: tuple[str, str] | None = None,
) -> bool:
    """Save a change that was begun from the version a person saw; what stops it becomes an error of the form."""
    edit = request.POST.get("edit", "")
    try:
        number = int(edit) if edit.isdecimal() else -1
        bench.save(changed, edit=number, what=what, by=request.user, renamed=renamed)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    _tell_corrections(request, bench)
    return True


def _tell_corrections(request: HttpRequest, bench: Workbench) -> None:
    for words in bench.done:
        messages.success(request, words)


def _after_question(request: HttpRequest, bench: Workbench, question: Question) -> HttpResponse:
    """Go back to the list, or on with the next question, or stay to order what was just added."""
    slug = bench.survey.slug
    if "dalsi" in request.POST:
        place = editing.section_of(Workbench(bench.survey).definition, question.code)
        return redirect("surveys:new_question", slug, place.code)
    if "zustat" in request.POST:
        return redirect("surveys:edit_question", slug, question.code)
    response = redirect("surveys:build", slug)
    response["Location"] += f"#polozka-{question.code}"
    return response


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def edit_section(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Write a section: its title, introduction, condition, how often it may come."""
    bench = Workbench(survey_of(slug))
    known = next((one for one in bench.definition.sections if one.code == code), None)
    if code and known is None:
        raise Http404
    form = forms.SectionForm(posted(request), definition=bench.definition, section=known)
    if form.is_valid():
        section = form.section()
        put = (
            editing.put_section(bench.definition, code, section)
            if known
            else editing.add_section(bench.definition, section)
        )
        if _keeps(request, bench, put, _("Oddíl %(title)s") % {"title": section.title.get(SOURCE, "")}, form):
            return _after_section(bench, known, section)
    return _form_page(request, bench, form, "surveys/edit_section.html", {"section": known})


def _after_section(bench: Workbench, known: Section | None, section: Section) -> HttpResponse:
    if known is None:
        return redirect("surveys:new_question", bench.survey.slug, section.code)
    response = redirect("surveys:build", bench.survey.slug)
    response["Location"] += f"#polozka-{section.code}"
    return response


def _form_page(request: HttpRequest, bench: Workbench, form: Any, template: str, more: dict[str, Any]) -> HttpResponse:
    edit = request.POST.get("edit", bench.questionnaire.edit_count)
    context = {"survey": bench.survey, "form": form, "edit": edit, "is_correction": bench.is_correction, **more}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def edit_head(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the title, the introduction, the languages."""
    bench = Workbench(survey_of(slug))
    form = forms.HeadForm(posted(request), definition=bench.definition)
    if form.is_valid() and _keeps(request, bench, form.definition(), _("Název, úvod a jazyky"), form):
        return redirect("surveys:build", slug)
    return _form_page(request, bench, form, "surveys/edit_head.html", {})


@MANAGER
@require_POST
def insert(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Put prepared questions at the end."""
    bench = Workbench(survey_of(slug))
    if name not in dict(TEMPLATES):
        raise Http404
    changed = editing.insert(bench.definition, template_sections(name), bench.used_codes())
    messages.success(request, _("Otázky jsou na konci dotazníku. Upravte si je podle sebe."))
    return _saved(request, bench, changed, _("Vložení: %(what)s") % {"what": dict(TEMPLATES)[name]})


@MANAGER
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the written version the one that people answer."""
    survey = survey_of(slug)
    try:
        version = questionnaires.publish(survey=survey, by=request.user)
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return redirect("surveys:build", slug)
    messages.success(request, _("Dotazník, verze %(n)s, je zveřejněný.") % {"n": version.number})
    return redirect("surveys:overview", slug)


@MANAGER
@require_POST
def new_version(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the next version of a questionnaire that people answer."""
    survey = survey_of(slug)
    bench = Workbench(survey)
    if bench.is_correction and not bench.is_over:
        questionnaires.start_version(survey=survey)
        messages.success(request, _("Píšete novou verzi. Lidé vyplňují dosavadní, dokud ji nezveřejníte."))
    return redirect("surveys:build", slug)


@csp_replace({"frame-src": [SELF]})
@MANAGER
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole questionnaire as people will see it, wide or as on a phone, in any of its languages."""
    context = _as_asked(request, Workbench(survey_of(slug))) | {"is_phone": "telefon" in request.GET}
    return render(request, "surveys/preview.html", context)


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
@MANAGER
@require_safe
def preview_screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the same without the desk around, for the frame that is as wide as a phone."""
    return render(request, "surveys/preview_screen.html", _as_asked(request, Workbench(survey_of(slug))))


def _as_asked(request: HttpRequest, bench: Workbench) -> dict[str, Any]:
    definition = unrolled(bench.definition)
    language = request.GET.get("jazyk", SOURCE)
    maker, words = asking.Page(definition, language, {}, {}), Words(definition)
    parts = [
        {
            "title": heading_of(section, language, bench.survey.title, in_language(definition.title, language)),
            "note": in_language(section.note, language),
            "condition": building.for_whom(words, section.condition),
            "questions": [
                (building.for_whom(words, question.condition), maker.question(question))
                for question in section.questions
            ],
        }
        for section in definition.sections
    ]
    return {
        "survey": bench.survey,
        "parts": parts,
        "languages": [(code, LANGUAGE_NAMES.get(code, code)) for code in definition.languages],
        "language": language,
    }
