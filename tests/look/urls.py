"""The few addresses that the layouts name, so that the look is tested apart from the pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from kpss.core import gallery


def show_gallery(request: HttpRequest) -> HttpResponse:
    context = {"specimens": list(gallery.specimens(request)), "swatches": gallery.SWATCHES, **page_context()}
    return render(request, "core/gallery.html", context)


def show_form(request: HttpRequest) -> HttpResponse:
    form = gallery.sample_form()
    return render(request, "form.html", {"form": form, **page_context()})


def show_error(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"{name}.html", page_context())


def accent(_request: HttpRequest) -> HttpResponse:
    light = "@media screen and (prefers-color-scheme: light) { :root { --accent: #064f5c } }"
    return HttpResponse(light, content_type="text/css")


def page_context() -> dict[str, object]:
    samples = {specimen.name: specimen.samples[0] for specimen in gallery.SPECIMENS}
    return {
        "town": samples["footer"]["town"],
        "projects": samples["footer"]["projects"],
        "main_nav": [
            {"url": "/", "title": "Hledám pomoc", "current": "page"},
            {"url": "/plan/", "title": "Plán"},
            {"url": "/ankety/", "title": "Ankety a výsledky", "current": True},
        ],
        "footer_links": samples["footer"]["footer_links"],
        "crumbs": [{"url": "/", "title": "Pro vývojáře"}, {"title": "Tato stránka"}],
        "easy_read_url": "/snadne-cteni/",
    }


core = ([path("barva.css", accent, name="accent")], "core")
providers = (
    [path("katalog/", show_gallery, name="catalogue"), path("situace/", show_gallery, name="situation_list")],
    "providers",
)
portal = ([path("", show_gallery, name="home"), path("hledat/", show_gallery, name="search")], "portal")
urlpatterns = [
    path("", include(core)),
    path("", include(portal)),
    path("", include(providers)),
    path("formular/", show_form),
    path("chyba/<str:name>/", show_error),
    path("jazyk/", include("django.conf.urls.i18n")),
    path("ucet/prihlaseni/", show_gallery, name="account_login"),
    path("ucet/odhlaseni/", show_gallery, name="account_logout"),
]
