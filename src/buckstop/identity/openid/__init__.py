"""OpenID Connect: asked, answered, and checked."""
