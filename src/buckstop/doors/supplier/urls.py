"""The supplier's page, at /s/<link>/. Nouns; a POST to one does something."""

from django.urls import path

from buckstop.doors.supplier import acts
from buckstop.doors.supplier.pages.ask import view as views

urlpatterns = [
    path("<secret:link>/", views.ask, name="supplier-page"),
    path("<secret:link>/files/<uuid:key>/", views.file),
    path("<secret:link>/not-me/", views.not_me),
    path("<secret:link>/withdrawal/", acts.withdrawal),
    path("<secret:link>/promise/", acts.promise),
    path("<secret:link>/done/", acts.done),
    path("<secret:link>/refusal/", acts.refusal),
    path("<secret:link>/passing-on/", acts.passing_on),
    path("<secret:link>/messages/", acts.message),
    path("<secret:link>/language/", acts.language),
]
