"""Addresses all parts share."""

from django.urls import path

from kpss.core import views

app_name = "core"
urlpatterns = [
    path("barva.css", views.accent, name="accent"),
    path("znak/", views.arms, name="arms"),
    path("logo/<int:pk>/", views.logo, name="logo"),
    path("snadne-cteni/", views.easy_read, name="easy_read"),
    path("prihlaseni/pokracovat/", views.resume, name="resume"),
    path("rozepsane/", views.unsent_form, name="unsent_form"),
    path("prace/<uuid:pk>/", views.job, name="job"),
    path("prace/<uuid:pk>/soubor/", views.job_file, name="job_file"),
    path("komponenty/", views.gallery, name="gallery"),
]
