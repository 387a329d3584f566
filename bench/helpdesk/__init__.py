"""django-helpdesk as it is measured here; runs in an environment of its own, without Buckstop.

Whoever imports from this package finds Django set up, which django-helpdesk's modules ask for.
"""

import django

django.setup()
