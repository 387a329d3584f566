"""The wording check: what of a draft to a customer blames, deflects, stays vague or leaks.

Pure: a draft and plain values in (`context.Context`), findings out (`checking.check`). It decides
nothing: a finding marks words, says which concern they raise and offers better ones. What a
language says how is data, one file a language in `languages/`, whose examples are its tests.
"""
