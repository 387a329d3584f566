"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("c/", include("buckstop.doors.page.urls")),
    path("contact/", include("buckstop.doors.contact.urls")),
    path("portal/", include("buckstop.doors.page.portal.urls")),
    path("s/", include("buckstop.doors.supplier.urls")),
    path("api/v1/", include("buckstop.doors.api.urls")),
    path("scim/v2/", include("buckstop.doors.scim.urls")),
    path("status/", include("buckstop.doors.status.urls")),
    path("chat/", include("buckstop.doors.api.chat_in")),
    path("signals/", include("buckstop.doors.api.hooks")),
    path("mail-in/", include("buckstop.doors.api.mail_in")),
    path("", include("buckstop.health")),
    path("", include("buckstop.metrics")),
    path("static/", include("buckstop.doors.components.bundles")),
    path("look/", include("buckstop.doors.components.look")),
    path("", include("buckstop.doors.components.home_screen")),
    path("", include("buckstop.demo.mail_viewer.view")),
    path("", include("buckstop.doors.desk.urls")),
]

handler400 = "buckstop.errors.bad_request"
handler403 = "buckstop.errors.forbidden"
handler404 = "buckstop.errors.not_found"
handler500 = "buckstop.errors.failed"
