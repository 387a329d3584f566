"""The gallery and the log-in pages alone: no door above is needed to see every page."""

from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("components/", include("buckstop.doors.components.gallery")),
    path("accounts/", include("allauth.urls")),
    path("forgotten/", TemplateView.as_view(template_name="404.html"), name="password-forgotten"),
]
