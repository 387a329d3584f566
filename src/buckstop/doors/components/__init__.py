"""Shared screen pieces, below the doors that use them.

- `shown/`: frozen dataclasses: exactly what each page's template takes. Views fill them in; no
  template ever sees a model.
- `forms/`: the forms that the sheets and pages show, with their words and error sentences.
- `templates/components/`: one template per piece; `static/buckstop/css/`: one style sheet per
  piece, from the names in `tokens.css`; `static/buckstop/js/`: small modules, none of them needed.
- `templating/`: what templates can say: times as people do, buttons, what people wrote.
- `answers.py`: how a view answers a form in a sheet.
- `examples/` and `gallery.py`: every piece and page with a realistic context, at `/components/`
  (in the demo and while developing); the tests render and check all of them.
"""
