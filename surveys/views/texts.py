"""Open answers on the desk: sorting them into topics, the code book, letting texts and words out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form
from kpss.core.visitors import posted
from surveys.actions import texts as actions
from surveys.definition.shape import Question
from surveys.definition.traces import masked, pieces
from surveys.forms.texts import PER_PAGE, ChooseForm, CodeBookForm, QuoteForm, TopicsForm
from surveys.models import Quote, Survey, Tag
from surveys.presenters import desk
from surveys.reports.snapshot import mark_of
from surveys.reports.texts import chosen_texts, progress_of, questions_of, tags_by_text, texts_of, words_of
from surveys.views.builder import MANAGER, survey_of


def _question_of(survey: Survey, code: str) -> Question:
    question = questions_of(survey).get(code)
    if question is None:
        raise Http404
    return question


@MANAGER
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """List the open questions: how many texts, how many sorted and let out."""
    survey = survey_of(slug)
    found = questions_of(survey)
    rows = desk.open_questions(found, progress_of(survey, found))
    return render(request, "surveys/texts.html", {"survey": survey, "rows": rows})


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def sort(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the texts of a question, 25 on a page, and give them topics."""
    survey = survey_of(slug)
    question = _question_of(survey, code)
    tags = list(Tag.objects.of_question(survey, code).with_counts())
    chosen = ChooseForm(tags, request.GET)
    form = TopicsForm(posted(request))
    if form.is_valid() and _sorted(request, survey, code, form):
        return redirect(request.get_full_path())
    page = Paginator(chosen_texts(survey, code, **chosen.chosen), PER_PAGE).get_page(request.GET.get("strana"))
    context = {
        "survey": survey,
        "title": desk.title_of(question),
        "code": code,
        "tags": tags,
        "chosen": chosen,
        "form": form,
        "page": page,
        "items": _items(survey, code, page, tags, form),
        "quotes": Quote.objects.of_question(survey, code),
    }
    return render(request, "surveys/texts_sort.html", context, status=422 if form.is_bound else 200)


def _sorted(request: HttpRequest, survey: Survey, code: str, form: TopicsForm) -> bool:
    try:
        changed = actions.sort_page(
            survey=survey, question=code, topics=form.topics, new_label=form.cleaned_data["new_label"]
        )
    except ValidationError as error:
        form.add_error("new_label", ValidationError(error.messages))
        return False
    messages.success(request, _("Uloženo. Změněných textů: %(n)s.") % {"n": changed})
    return True


def _items(survey: Survey, code: str, page: Page[Any], tags: list[Tag], form: TopicsForm) -> list[dict[str, Any]]:
    """Return the texts of a page with their topics: those just ticked where the form is shown again."""
    rows = list(page.object_list)
    pks = [pk for pk, _text in rows]
    released = set(
        Quote.objects.of_question(survey, code).filter(submission__in=pks).values_list("submission", flat=True)
    )
    kept = dict(tags_by_text(survey, code, pks))
    topics = kept | form.topics
    before = {pk: form.before(pk) if form.is_bound else kept.get(pk, ()) for pk in pks}
    return [desk.text_item(pk, text, tags, topics.get(pk, ()), before[pk], pk in released) for pk, text in rows]


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Rename topics, merge and delete them."""
    survey = survey_of(slug)
    question = _question_of(survey, code)
    form = CodeBookForm(list(Tag.objects.of_question(survey, code).with_counts()), posted(request))
    if form.is_valid():
        try:
            actions.edit_tags(
                survey=survey, question=code, labels=form.labels, merged=form.merged, removed=form.removed
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Témata jsou uložená."))
            return redirect("surveys:text_tags", slug, code)
    context = {"survey": survey, "code": code, "title": desk.title_of(question), "form": form}
    return render(request, "surveys/texts_tags.html", context, status=422 if form.is_bound else 200)


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, slug: str, code: str, pk: UUID) -> HttpResponse:
    """Edit a text and let it out; what may lead to a person is shown, and left out to begin with."""
    survey = survey_of(slug)
    question = _question_of(survey, code)
    text = get_visible(texts_of(survey, code), pk=pk).text  # type: ignore[attr-defined]
    quote = Quote.objects.of_question(survey, code).filter(submission=pk).first()
    form = QuoteForm(posted(request), initial={"text": quote.text if quote else masked(text)})
    if form.is_valid():
        try:
            actions.release_quote(
                survey=survey, question=code, submission=pk, text=form.cleaned_data["text"], by=request.user
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Text je připravený k uveřejnění. Lidé ho uvidí ve výsledcích."))
            return redirect("surveys:texts_sort", slug, code)
    context = {
        "survey": survey,
        "code": code,
        "title": desk.title_of(question),
        "pieces": list(pieces(text)),
        "quote": quote,
        "form": form,
    }
    return render(request, "surveys/texts_release.html", context, status=422 if form.is_bound else 200)


@MANAGER
@require_POST
def withdraw(request: HttpRequest, slug: str, code: str, pk: UUID) -> HttpResponse:
    """Take a text that is out back."""
    survey = survey_of(slug)
    quote = get_visible(Quote.objects.of_question(survey, code).select_related("survey"), pk=pk)
    actions.withdraw_quote(quote=quote, by=request.user)
    messages.success(request, _("Text už ve výsledcích není."))
    return redirect("surveys:texts_sort", slug, code)


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the frequent words; let everybody see them, or the office only."""
    survey = survey_of(slug)
    question = _question_of(survey, code)
    if request.method == "POST":
        is_public = request.POST.get("verejne") == "1"
        actions.show_words(survey=survey, question=code, is_public=is_public, by=request.user)
        told = _("Slova uvidí ve výsledcích i lidé.") if is_public else _("Slova teď vidí jen úřad.")
        messages.success(request, told)
        return redirect("surveys:text_words", slug, code)
    context = {
        "survey": survey,
        "code": code,
        "title": desk.title_of(question),
        "rows": words_of(survey, code, mark_of(survey)),
        "is_public": code in survey.public_words,
    }
    return render(request, "surveys/texts_words.html", context)
