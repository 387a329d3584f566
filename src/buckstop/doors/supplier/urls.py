"""The supplier's page, at /s/<link>/. Nouns; a POST to one does something."""

from django.urls import path

from buckstop.doors.supplier import acts
from buckstop.doors.supplier.pages.ask import view as views

urlpatterns = [
    path("<str:link>/", views.ask, name="supplier-page"),
    path("<str:link>/files/<uuid:key>/", views.file),
    path("<str:link>/not-me/", views.not_me),
    path("<str:link>/withdrawal/", acts.withdrawal),
    path("<str:link>/promise/", acts.promise),
    path("<str:link>/done/", acts.done),
    path("<str:link>/refusal/", acts.refusal),
    path("<str:link>/passing-on/", acts.passing_on),
    path("<str:link>/messages/", acts.message),
]
