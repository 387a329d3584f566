"""The customers' portal, at /portal/."""

from django.urls import path

from buckstop.doors.page.portal import (
    by_provider,
    case,
    home,
    log_in,
    opening,
    people,
    provider,
    relying,
)

ONE = "cases/<uuid:key>/"
urlpatterns = [
    path("", home.home, name="portal"),
    path("cases.csv", home.export, name="portal-file"),
    path("log-in/", log_in.log_in, name="portal-log-in"),
    path("log-in/with/<uuid:key>/", by_provider.leave_for, name="portal-come-in-by"),
    path("log-in/who/", by_provider.who, name="portal-who"),
    path("log-in/back/", by_provider.came_back, name="portal-came-back"),
    path("log-out/", log_in.come_out, name="portal-log-out"),
    path("in/<secret:link>/", log_in.come_in, name="portal-in"),
    path("language/", home.language, name="portal-language"),
    path("new/", opening.new, name="portal-new"),
    path("new/similar/", opening.similar, name="portal-similar"),
    path("promises/<uuid:key>/", relying.relying, name="portal-promises"),
    path("people/<uuid:key>/", people.people, name="portal-people"),
    path("people/<uuid:key>/<uuid:contact>/", people.person, name="portal-person"),
    path("provider/<uuid:key>/", provider.provider, name="portal-provider"),
    path("provider/<uuid:key>/<slug:act>/", provider.act, name="portal-provider-act"),
    path(ONE, case.case, name="portal-case"),
    path(f"{ONE}messages/", case.message, name="portal-message"),
    path(f"{ONE}messages/<uuid:message>/", case.text, name="portal-text"),
    path(f"{ONE}copies/", case.copies, name="portal-copies"),
    path(f"{ONE}confidentiality/", case.confidentiality, name="portal-confidentiality"),
    path(f"{ONE}files/<uuid:file>/", case.file, name="portal-a-file"),
    path(f"{ONE}files/<uuid:file>/picture/", case.picture, name="portal-picture"),
]
