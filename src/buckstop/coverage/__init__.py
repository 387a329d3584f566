"""Coverage: who *could* take a problem, and by when a customer hears from us.

Words. A **team** has members and a lead; what is with none is the **service desk**'s. Each has a
**roster** with **shifts**; the service desk's has the person with whom the buck stops, who is there
when nobody is on shift and can't be removed, only replaced. A **skill** is what somebody knows, in
the organisation's words. A **place** is somebody's limit of open problems. A **service level** says
the working hours and how often customers hear from us.

Guarantees. There is always somebody: the database refuses a service desk without the person with
whom the buck stops, and refuses to let that person be deactivated.

Who calls it. `problems`, which knows the load and decides who owns a problem.
"""
