"""Outreach: the customers whom a problem affects hear of it from us first.

Words. An **outreach** is one text about one problem to those whom it affects; a **recipient** is
one of them, told in a thread of their own: a case that began with our word, with their own services
named. Who had a case already gets the same words as news.

Guarantees. Nobody is told twice of one problem; what was interrupted goes on where it stopped; what
was stopped tells nobody more. Whoever was told counts like any customer of the problem: news is
promised, and they are asked whether it is solved. Who isn't affected says so with one click.

Who calls it. The desk, the customer's page and the clock; `signals.queries.affected` says who.
"""
