"""Coverage: who *could* take a problem, and by when a customer hears from us.

Words. A **roster** has weekly **shifts** and the person with whom the buck stops, who is there when
nobody is on shift and can't be removed, only replaced. A **place** is somebody's limit of open
problems. A **service level** says the working hours and how often customers hear from us.

Guarantees. There is always somebody: the database refuses a roster without the person with whom
the buck stops, and refuses to let that person be deactivated.

Who calls it. `problems`, which knows the load and decides who owns a problem.
"""
