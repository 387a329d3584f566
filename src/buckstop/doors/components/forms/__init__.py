"""The forms that the pages show: their fields, words and error sentences; no rules, no models.

A view makes one with the choices that its reader may see, checks it, calls the verb, and puts a
`Refused(code, sentence, field)` beside its field with `form.add_error(field, sentence)`.
"""
