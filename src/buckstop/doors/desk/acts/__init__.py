"""What staff can do: one class an act, one file a noun.

An act says its words, its address, who may do it, its form and the one verb that it calls. Its
routes (`register.routes`), its sheet, its buttons (`spots.buttons`) and what guards them follow
from the class. To add one: a class of `of_problem.ProblemAct`, or of `base.DeskAct` where it isn't
about a problem, in a file here; nothing else is touched.
"""
