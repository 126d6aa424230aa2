"""Addresses of accounts."""

from django.urls import path

from kpss.accounts import views

app_name = "accounts"
urlpatterns = [
    path("signup/", views.signup_closed, name="signup"),
    path("lide/", views.people, name="people"),
    path("lide/pozvat/", views.invite, name="invite"),
    path("lide/<int:pk>/role/", views.change_role, name="change_role"),
    path("pozvanka/<str:code>/", views.accept, name="accept"),
    path("profil/", views.profile, name="profile"),
    path("profil/moje-data/", views.my_data, name="my_data"),
    path("profil/smazat/", views.erase, name="erase"),
]
