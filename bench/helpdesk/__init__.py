"""django-helpdesk as it is measured here; runs in an environment of its own, without Buckstop."""
