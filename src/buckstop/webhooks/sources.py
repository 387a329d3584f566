"""What happens here is posted to endpoints."""

from buckstop.webhooks.actions.handing import Endpoints
from buckstop.webhooks.lines import register

register(Endpoints())
