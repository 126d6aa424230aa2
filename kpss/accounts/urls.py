"""Addresses of accounts."""

from django.urls import path

from kpss.accounts import views

app_name = "accounts"
urlpatterns = [
    path("signup/", views.signup_closed, name="signup"),
    path("lide/", views.people, name="people"),
    path("lide/pozvat/", views.invite, name="invite"),
    path("lide/zastup/", views.hand_over, name="hand_over"),
    path("lide/zastup/<int:pk>/ukoncit/", views.end_deputy, name="end_deputy"),
    path("lide/<int:pk>/", views.person, name="person"),
    path("lide/<int:pk>/ucet/<slug:move>/", views.move_account, name="move_account"),
    path("lide/<int:pk>/role/", views.change_role, name="change_role"),
    path("pozvanka/<str:code>/", views.accept, name="accept"),
    path("profil/", views.profile, name="profile"),
    path("profil/moje-data/", views.my_data, name="my_data"),
    path("profil/smazat/", views.erase, name="erase"),
]
