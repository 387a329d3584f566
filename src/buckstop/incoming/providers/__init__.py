"""Providers that post a mail to us as soon as it comes to them: what each sends, and its proof."""
