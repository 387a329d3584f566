"""The addresses of django-helpdesk, in its own environment."""

from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
