"""The desk of topics."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kpss.core.access import get_visible, keeps_form
from kpss.core.collation import czech
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.portal.actions import topics as acts
from planning.portal.forms.topics import JoinForm, TopicForm
from planning.portal.models import Topic
from planning.portal.views.desk import OFFICE


@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def manage_topics(request: HttpRequest) -> HttpResponse:
    """List topics with how much is about them, and add one."""
    form = TopicForm(posted(request))
    if applied(form, lambda: acts.save_topic(topic=form.save(commit=False), by=request.user)):
        messages.success(request, _("Téma je přidané. Vybrat ho můžete u aktualit a akcí."))
        return redirect("portal:manage_topics")
    counted = Topic.objects.annotate(
        news_count=Count("news", distinct=True), event_count=Count("events", distinct=True)
    )
    context = {"form": form, "rows": counted.order_by(czech("name"))}
    return render(request, "portal/manage_topics.html", context, status=422 if form.is_bound else 200)


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a topic."""
    topic = get_visible(Topic.objects.all(), pk=pk)
    form = TopicForm(posted(request), instance=topic)
    if applied(form, lambda: acts.save_topic(topic=form.save(commit=False), by=request.user)):
        messages.success(request, _("Téma je přejmenované, odkazy na něj platí dál."))
        return redirect("portal:manage_topics")
    return _page(request, pk, form=form)


@OFFICE
@require_POST
def join_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Give all that is about a topic to another one."""
    topic = get_visible(Topic.objects.all(), pk=pk)
    form = JoinForm(request.POST, topic=topic)
    if applied(form, lambda: acts.join_topic(topic=topic, by=request.user, **form.cleaned_data)):
        messages.success(
            request, _("Hotovo. Všechno je teď pod tématem %(name)s.") % {"name": form.cleaned_data["into"]}
        )
        return redirect("portal:manage_topics")
    return _page(request, pk, join_form=form)


@OFFICE
@require_POST
def delete_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a topic that nothing is about."""
    topic = get_visible(Topic.objects.all(), pk=pk)
    form = TopicForm({"name": topic.name}, instance=topic)
    if applied(form, lambda: acts.delete_topic(topic=topic, by=request.user)):
        messages.success(request, _("Téma je smazané."))
        return redirect("portal:manage_topics")
    return _page(request, pk, form=form)


def _page(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    topic = Topic.objects.get(pk=pk)
    given: dict[str, Any] = {"form": TopicForm(instance=topic), "join_form": JoinForm(topic=topic), **forms}
    wrong = next(iter(forms.values()))
    context = given | {"topic": topic, "wrong": wrong}
    return render(request, "portal/edit_topic.html", context, status=422 if wrong.is_bound else 200)
