"""The customer's page, at /c/<link>/. Nouns; a POST to one does something."""

from django.urls import path

from buckstop.doors.page import acts, enough, renewing, speaking
from buckstop.doors.page.pages.case import view as views
from buckstop.doors.page.pages.trust.view import trust

urlpatterns = [
    path("<secret:link>/", views.case, name="page"),
    path("<secret:link>/trust/", trust),
    path("<secret:link>/files/<uuid:key>/", views.file),
    path("<secret:link>/files/<uuid:key>/picture/", views.picture),
    path("<secret:link>/not-me/", views.not_me),
    path("<secret:link>/withdrawal/", acts.withdrawal),
    path("<secret:link>/renewal/", renewing.renewal, name="page-renewal"),
    path("<secret:link>/messages/", acts.message),
    path("<secret:link>/messages/<uuid:key>/", views.text),
    path("<secret:link>/corrections/", acts.correction),
    path("<secret:link>/not-affected/", acts.unaffected),
    path("<secret:link>/enough/", enough.enough),
    path("<secret:link>/word/", acts.word),
    path("<secret:link>/word/retraction/", acts.retraction),
    path("<secret:link>/effort/", acts.effort),
    path("<secret:link>/language/", speaking.language),
    path("<secret:link>/escalations/", acts.escalation),
    path("<secret:link>/urgency/", acts.urgency),
    path("<secret:link>/rank/", acts.place),
    path("<secret:link>/steps/<uuid:key>/", acts.step_done),
    path("<secret:link>/steps/<uuid:key>/not-waiting/", acts.step_not_waiting),
]
