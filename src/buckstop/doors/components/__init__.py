"""Shared screen pieces, below the doors that use them.

- `shown/`: frozen dataclasses: exactly what each page's template takes. Views fill them in; no
  template ever sees a model.
- `forms/`: the forms that the sheets and pages show, with their words and error sentences.
- `templates/components/`: one template per piece; `static/buckstop/css/`: one style sheet per
  piece, from the names in `tokens.css`; `static/buckstop/js/`: small modules, none of them needed.
  `bundles` sends them as one style sheet and one script a page.
- `templating/`: what templates can say: times as people do, buttons, what people wrote.
- `log_in/`: allauth's pages in our words, set in our letter.
"""
