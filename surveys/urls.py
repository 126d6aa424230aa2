"""Addresses of surveys."""

from django.urls import path

from surveys.views import answering

app_name = "surveys"
urlpatterns = [
    path("setreni/", answering.survey_list, name="survey_list"),
    path("setreni/<slug:slug>/", answering.survey, name="survey"),
    path("setreni/<slug:slug>/zacit/", answering.begin, name="begin"),
    path("setreni/<slug:slug>/cast/<str:code>/", answering.page, name="page"),
    path("setreni/<slug:slug>/kontrola/", answering.review, name="review"),
    path("setreni/<slug:slug>/dekujeme/", answering.thanks, name="thanks"),
    path("setreni/<slug:slug>/pozdeji/", answering.later, name="later"),
    path("setreni/<slug:slug>/pokracovat/", answering.resume, name="resume_by_code"),
    path("setreni/<slug:slug>/pokracovat/<str:code>/", answering.resume, name="resume"),
    path("setreni/<slug:slug>/stahnout-odpoved/", answering.withdraw, name="withdraw"),
]
