"""Addresses of planning cycles."""

from django.urls import path

from planning.plans.views import desk, public

app_name = "plans"

urlpatterns = [
    path("jak-planujeme/", public.timeline, name="timeline"),
    path("jak-planujeme/<slug:slug>/", public.cycle, name="cycle"),
    # The desk
    path("sprava/planovani/", desk.manage, name="manage"),
    path("sprava/planovani/nove/", desk.create, name="create"),
    path("sprava/planovani/<slug:slug>/", desk.desk, name="desk"),
    path("sprava/planovani/<slug:slug>/udaje/", desk.edit, name="edit"),
    path("sprava/planovani/<slug:slug>/faze/nova/", desk.add_phase, name="add_phase"),
    path("sprava/planovani/<slug:slug>/faze/<int:pk>/", desk.edit_phase, name="edit_phase"),
    path("sprava/planovani/<slug:slug>/faze/<int:pk>/<slug:move>/", desk.move_phase, name="move_phase"),
    path("sprava/planovani/<slug:slug>/milnik/novy/", desk.add_milestone, name="add_milestone"),
    path("sprava/planovani/<slug:slug>/milnik/<int:pk>/", desk.edit_milestone, name="edit_milestone"),
    path("sprava/planovani/<slug:slug>/milnik/<int:pk>/<slug:move>/", desk.move_milestone, name="move_milestone"),
    path("sprava/planovani/<slug:slug>/<slug:move>/", desk.move, name="move"),
]
