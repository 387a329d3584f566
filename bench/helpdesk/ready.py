"""Imported first: sets Django up, before anything of django-helpdesk is imported."""

import django

django.setup()
