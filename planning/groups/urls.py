"""Addresses of groups."""

from django.urls import path

from planning.groups.views import manage, visitor

app_name = "groups"

urlpatterns = [
    path("skupiny/", visitor.group_list, name="group_list"),
    path("skupiny/potvrzeni/<str:code>/", visitor.confirm, name="confirm"),
    path("skupiny/listina/<int:pk>/", visitor.charter, name="charter"),
    path("skupiny/listina/<int:pk>/soubor/", visitor.charter_file, name="charter_file"),
    path("skupiny/listina/<int:pk>/znam/", visitor.confirm_charter, name="confirm_charter"),
    path("skupiny/<slug:slug>/", visitor.group, name="group"),
    path("skupiny/<slug:slug>/prihlaska/", visitor.apply, name="apply"),
    path("skupiny/<slug:slug>/prihlaska/odeslana/", visitor.applied, name="applied"),
    path("moje-skupiny/", visitor.own, name="own"),
    # The desk
    path("sprava/skupiny/", manage.manage, name="manage"),
    path("sprava/skupiny/nova/", manage.create, name="create"),
    path("sprava/skupiny/<slug:slug>/", manage.people, name="people"),
    path("sprava/skupiny/<slug:slug>/udaje/", manage.edit, name="edit"),
    path("sprava/skupiny/<slug:slug>/konec/", manage.end, name="end"),
    path("sprava/skupiny/<slug:slug>/pridat/", manage.add_member, name="add_member"),
    path("sprava/skupiny/<slug:slug>/clen/<int:pk>/", manage.edit_member, name="edit_member"),
    path("sprava/skupiny/<slug:slug>/clen/<int:pk>/<slug:move>/", manage.move_member, name="move_member"),
    path("sprava/skupiny/<slug:slug>/listiny/", manage.publish_charter, name="publish_charter"),
]
