"""Addresses of suggestions and calls."""

from django.urls import path

from planning.suggestions.views import manage, visitor

app_name = "suggestions"

urlpatterns = [
    path("podnety/", visitor.suggestion_list, name="suggestion_list"),
    path("podnety/novy/", visitor.write, name="write"),
    path("podnety/stav/", visitor.find, name="find"),
    path("podnety/stav/<str:code>/", visitor.status, name="status"),
    path("podnety/formular.pdf", visitor.paper_form, name="paper_form"),
    path("podnety/<int:number>/", visitor.suggestion, name="suggestion"),
    # The desk
    path("sprava/podnety/", manage.manage, name="manage"),
    path("sprava/podnety/novy/", manage.enter, name="enter"),
    path("sprava/podnety/<int:number>/", manage.desk, name="desk"),
    path("sprava/podnety/<int:number>/udaje/", manage.edit, name="edit"),
    path("sprava/podnety/<int:number>/pridelit/", manage.assign, name="assign"),
    path("sprava/podnety/<int:number>/poznamka/", manage.note, name="note"),
    path("sprava/podnety/<int:number>/odpoved/", manage.answer, name="answer"),
    path("sprava/podnety/<int:number>/<slug:move>/", manage.move, name="move"),
]
