"""Addresses of surveys."""

from django.urls import path

from surveys.views import answering, builder, files, manage, paper, published, results, texts, weights

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
    path("setreni/<slug:slug>/dotaznik.pdf", files.paper, name="paper"),
    path("setreni/<slug:slug>/vysledky/", results.show, name="results"),
    path("setreni/<slug:slug>/vysledky/<slug:form>/", results.file, name="results_file"),
    # The office
    path("sprava/setreni/", manage.manage, name="manage"),
    path("sprava/setreni/nove/", manage.create, name="create"),
    path("sprava/setreni/<slug:slug>/", manage.overview, name="overview"),
    path("sprava/setreni/<slug:slug>/udaje/", manage.edit, name="edit"),
    path("sprava/setreni/<slug:slug>/spustit/", manage.launch, name="launch"),
    path("sprava/setreni/<slug:slug>/posunout/", manage.reschedule, name="reschedule"),
    path("sprava/setreni/<slug:slug>/ukoncit/", manage.close, name="close"),
    path("sprava/setreni/<slug:slug>/smazat/", manage.delete, name="delete"),
    path("sprava/setreni/<slug:slug>/kody/", manage.make_codes, name="make_codes"),
    path("sprava/setreni/<slug:slug>/pozvat/", manage.invite, name="invite"),
    path("sprava/setreni/<slug:slug>/pripomenout/", manage.remind, name="remind"),
    path("sprava/setreni/<slug:slug>/zverejnit-vysledky/", manage.publish_results, name="publish_results"),
    path("sprava/setreni/<slug:slug>/stahnout-vysledky/", manage.withdraw_results, name="withdraw_results"),
    path("sprava/setreni/<slug:slug>/xlsform/", manage.import_form, name="import_form"),
    path("sprava/setreni/<slug:slug>/soubory/", files.files, name="files"),
    path("sprava/setreni/<slug:slug>/soubory/export/<slug:kind>/", files.export, name="export"),
    path("sprava/setreni/<slug:slug>/soubory/kody/<slug:kind>/", files.codes, name="print_codes"),
    path("sprava/setreni/<slug:slug>/vysledky/", results.live, name="live"),
    path("sprava/setreni/<slug:slug>/vysledky/zprava/<slug:form>/", results.report, name="report"),
    # Open answers
    path("sprava/setreni/<slug:slug>/texty/", texts.questions, name="texts"),
    path("sprava/setreni/<slug:slug>/texty/<str:code>/", texts.sort, name="texts_sort"),
    path("sprava/setreni/<slug:slug>/texty/<str:code>/temata/", texts.tags, name="text_tags"),
    path("sprava/setreni/<slug:slug>/texty/<str:code>/slova/", texts.words, name="text_words"),
    path("sprava/setreni/<slug:slug>/texty/<str:code>/text/<uuid:pk>/", texts.release, name="text_release"),
    path("sprava/setreni/<slug:slug>/texty/<str:code>/stahnout/<uuid:pk>/", texts.withdraw, name="text_withdraw"),
    # Weights
    path("sprava/setreni/<slug:slug>/vahy/", weights.margins, name="weights"),
    path("sprava/setreni/<slug:slug>/vahy/nacist/", weights.import_margins, name="import_margins"),
    path("sprava/setreni/<slug:slug>/vahy/spocitat/", weights.weigh, name="weigh"),
    path("sprava/setreni/<slug:slug>/vahy/zrusit/", weights.cancel, name="cancel_weights"),
    # Figures published elsewhere
    path("sprava/setreni/<slug:slug>/uverejneno/", published.tables, name="published"),
    path("sprava/setreni/<slug:slug>/uverejneno/<str:code>/", published.table, name="published_table"),
    path("sprava/setreni/<slug:slug>/uverejneno/<str:code>/smazat/", published.remove, name="remove_published"),
    # The builder
    path("sprava/setreni/<slug:slug>/dotaznik/", builder.build, name="build"),
    path("sprava/setreni/<slug:slug>/dotaznik/nahled/", builder.preview, name="preview"),
    path("sprava/setreni/<slug:slug>/dotaznik/nahled/telefon/", builder.preview_screen, name="preview_screen"),
    path("sprava/setreni/<slug:slug>/dotaznik/zverejnit/", builder.publish, name="publish"),
    path("sprava/setreni/<slug:slug>/dotaznik/nova-verze/", builder.new_version, name="new_version"),
    path("sprava/setreni/<slug:slug>/dotaznik/zpet/", builder.undo, name="undo"),
    path("sprava/setreni/<slug:slug>/dotaznik/hlavicka/", builder.edit_head, name="edit_head"),
    path("sprava/setreni/<slug:slug>/dotaznik/vlozit/<slug:name>/", builder.insert, name="insert"),
    path("sprava/setreni/<slug:slug>/dotaznik/oddil/", builder.edit_section, name="new_section"),
    path("sprava/setreni/<slug:slug>/dotaznik/oddil/<str:code>/", builder.edit_section, name="edit_section"),
    path("sprava/setreni/<slug:slug>/dotaznik/nova/<str:section>/", builder.edit_question, name="new_question"),
    path("sprava/setreni/<slug:slug>/dotaznik/otazka/<str:code>/", builder.edit_question, name="edit_question"),
    path("sprava/setreni/<slug:slug>/dotaznik/<str:code>/<slug:what>/", builder.arrange, name="arrange"),
    # Paper
    path("sprava/setreni/<slug:slug>/prepis/", paper.batches, name="paper_batches"),
    path("sprava/setreni/<slug:slug>/prepis/kody/", paper.take_codes, name="paper_codes"),
    path("sprava/setreni/<slug:slug>/prepis/<int:pk>/", paper.batch, name="paper_batch"),
    path("sprava/setreni/<slug:slug>/prepis/<int:pk>/list/", paper.key_sheet, name="key_sheet"),
    path("sprava/setreni/<slug:slug>/prepis/<int:pk>/list/<int:number>/", paper.rekey_sheet, name="rekey_sheet"),
    path(
        "sprava/setreni/<slug:slug>/prepis/<int:pk>/list/<int:number>/smazat/", paper.remove_sheet, name="remove_sheet"
    ),
    path("sprava/setreni/<slug:slug>/prepis/<int:pk>/podruhe/", paper.key_again, name="key_again"),
    path("sprava/setreni/<slug:slug>/prepis/<int:pk>/porovnani/<int:number>/", paper.compare, name="compare_sheet"),
    path("sprava/setreni/<slug:slug>/prepis/<int:pk>/uzavrit/", paper.finish_batch, name="finish_batch"),
]
