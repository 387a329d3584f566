"""The customer's page at /c/<link>/: by a signed link, for one contact and one case.

`entering` reads the link, `views` show, `acts` do (one POST, one verb), `story` reads what the
queries allow, and `presenting`, `lines` and `promises` set it in words. Looking changes nothing.
"""
