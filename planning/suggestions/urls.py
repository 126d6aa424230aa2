"""Addresses of suggestions and calls."""

from django.urls import path

from planning.suggestions.views import call_desk, calls, manage, visitor

app_name = "suggestions"

urlpatterns = [
    path("podnety/", visitor.suggestion_list, name="suggestion_list"),
    path("podnety/novy/", visitor.write, name="write"),
    path("podnety/stav/", visitor.find, name="find"),
    path("podnety/stav/<str:code>/", visitor.status, name="status"),
    path("podnety/formular.pdf", visitor.paper_form, name="paper_form"),
    path("podnety/<int:number>/", visitor.suggestion, name="suggestion"),
    path("vyzvy/", calls.call_list, name="call_list"),
    path("vyzvy/obrazek/<int:pk>/", calls.entry_image, name="entry_image"),
    path("vyzvy/potvrzeni/<str:code>/", calls.confirm_entry, name="confirm_entry"),
    path("vyzvy/hlas/<str:code>/", calls.confirm_vote, name="confirm_vote"),
    path("vyzvy/<slug:slug>/", calls.call, name="call"),
    path("vyzvy/<slug:slug>/navrh/", calls.send_entry, name="send_entry"),
    path("vyzvy/<slug:slug>/odeslano/", calls.entry_sent, name="entry_sent"),
    path("vyzvy/<slug:slug>/hlasovat/", calls.vote, name="vote"),
    path("vyzvy/<slug:slug>/hlas-clena/", calls.member_vote, name="member_vote"),
    # The desk
    path("sprava/podnety/", manage.manage, name="manage"),
    path("sprava/podnety/novy/", manage.enter, name="enter"),
    path("sprava/podnety/<int:number>/", manage.desk, name="desk"),
    path("sprava/podnety/<int:number>/udaje/", manage.edit, name="edit"),
    path("sprava/podnety/<int:number>/pridelit/", manage.assign, name="assign"),
    path("sprava/podnety/<int:number>/poznamka/", manage.note, name="note"),
    path("sprava/podnety/<int:number>/odpoved/", manage.answer, name="answer"),
    path("sprava/podnety/<int:number>/<slug:move>/", manage.move, name="move"),
    path("sprava/vyzvy/", call_desk.manage_calls, name="manage_calls"),
    path("sprava/vyzvy/nova/", call_desk.create_call, name="create_call"),
    path("sprava/vyzvy/<slug:slug>/", call_desk.call_desk, name="call_desk"),
    path("sprava/vyzvy/<slug:slug>/udaje/", call_desk.edit_call, name="edit_call"),
    path("sprava/vyzvy/<slug:slug>/vysledek/", call_desk.decide, name="decide"),
    path("sprava/vyzvy/<slug:slug>/<slug:move>/", call_desk.move_call, name="move_call"),
    path("sprava/vyzvy/<slug:slug>/navrh/<int:pk>/<slug:move>/", call_desk.move_entry, name="move_entry"),
]
