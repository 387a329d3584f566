"""The customer's page, at /c/<link>/. Nouns; a POST to one does something."""

from django.urls import path

from buckstop.doors.page import acts, renewing, speaking
from buckstop.doors.page.pages.case import view as views
from buckstop.doors.page.pages.trust.view import trust

urlpatterns = [
    path("<str:link>/", views.case, name="page"),
    path("<str:link>/trust/", trust),
    path("<str:link>/files/<uuid:key>/", views.file),
    path("<str:link>/files/<uuid:key>/picture/", views.picture),
    path("<str:link>/not-me/", views.not_me),
    path("<str:link>/withdrawal/", acts.withdrawal),
    path("<str:link>/renewal/", renewing.renewal),
    path("<str:link>/messages/", acts.message),
    path("<str:link>/messages/<uuid:key>/", views.text),
    path("<str:link>/corrections/", acts.correction),
    path("<str:link>/not-affected/", acts.unaffected),
    path("<str:link>/word/", acts.word),
    path("<str:link>/word/retraction/", acts.retraction),
    path("<str:link>/effort/", acts.effort),
    path("<str:link>/language/", speaking.language),
    path("<str:link>/escalations/", acts.escalation),
    path("<str:link>/urgency/", acts.urgency),
    path("<str:link>/rank/", acts.place),
    path("<str:link>/steps/<uuid:key>/", acts.step_done),
    path("<str:link>/steps/<uuid:key>/not-waiting/", acts.step_not_waiting),
]
