"""One file for each question: its SQL, and the answer as rows. Of `selection`'s journeys.

A median or 90th percentile is the time that at least so many of them didn't exceed: one that was
measured, not one between two. Customers are counted once for whatever a row is about, and
customers' time is the time of a journey times its customers, since each of them waits it.
"""
