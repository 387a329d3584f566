"""The contact form, at /contact/, and that of each brand."""

from django.urls import path

from buckstop.doors.contact import embedding, view

urlpatterns = [
    path("", view.contact, name="contact"),
    path("thanks/", view.thanks, name="contact-thanks"),
    path("work/", embedding.work, name="contact-work"),
    path("tell-us.js", embedding.script, name="contact-script"),
    path("<slug:brand>/", view.contact, name="contact-brand"),
    path("<slug:brand>/thanks/", view.thanks, name="contact-brand-thanks"),
]
