"""The addresses at the status page's own host name."""

from django.urls import include, path

urlpatterns = [path("", include("buckstop.doors.status.urls"))]

handler400 = "buckstop.errors.bad_request"
handler403 = "buckstop.errors.forbidden"
handler404 = "buckstop.errors.not_found"
handler500 = "buckstop.errors.failed"
