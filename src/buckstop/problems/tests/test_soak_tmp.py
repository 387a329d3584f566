import collections, os, sys
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from buckstop.ledger.refused import Refused
from buckstop.problems.tests import moves
from buckstop.problems.tests.test_histories import Histories
from buckstop.problems.tests.world import World
N=collections.Counter(); R=collections.Counter(); CODES=collections.Counter()
@pytest.mark.django_db
def test_soak():
    for name, f in list(moves.MOVES.items()):
        def g(c, f=f, name=name):
            try: r=f(c)
            except moves.Nothing: N[name,'nothing']+=1; raise
            except Refused as e: N[name,'refused']+=1; R[name, e.code]+=1; raise
            N[name,'ok']+=1; return r
        moves.MOVES[name]=g
    from buckstop.problems.tests.test_histories import begun; Histories.base = begun()
    try:
        run_state_machine_as_test(Histories, settings=settings(max_examples=int(os.environ.get('EX','100')), stateful_step_count=int(os.environ.get('STEPS','50')), deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]))
    finally:
        for name in sorted(moves.MOVES): print(name, N[name,'ok'], N[name,'refused'], N[name,'nothing'], {k[1]:v for k,v in R.items() if k[0]==name})

import dataclasses
from buckstop.problems.actions import tenures, fixing, news, owed, attending, handoffs, moving
def plant(mp, which):
    if which=="offrecord":
        mp.setattr(tenures, "begin", lambda act, problem, person, *, how, before=None: act.add(tenures.Tenure(problem=problem, person_id=person, how=how, starts_at=act.at)))
    if which=="lapse":
        mp.setattr(attending, "_remind", lambda act, case, problem, known: attending._lapse(act, case, problem))
    if which=="count":
        orig=fixing.reopen_case
        def f(act, case, problem):
            n=problem.waiting_cases; orig(act, case, problem)
            if n: act.change(problem, waiting_cases=n)
        mp.setattr(fixing, "reopen_case", f)
    if which=="scope":
        mp.setattr(owed, "is_internal", lambda o: False)
    if which=="accept":
        mp.setattr(handoffs.who, "check_answer", lambda **k: None)
@pytest.mark.django_db
@pytest.mark.parametrize("which",["lapse","accept"])
def test_planted(monkeypatch, which):
    plant(monkeypatch, which)
    from buckstop.problems.tests.test_histories import begun
    Histories.base = begun()
    with pytest.raises(AssertionError) as e:
        run_state_machine_as_test(Histories, settings=settings(max_examples=25, stateful_step_count=40, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]))
    print(which, str(e.value)[:300])
