"""scikit-learn's isolation forest, timed on request: answers "fit N" and "score N" with wall and processor seconds."""
import sys
import time

import numpy as np
from sklearn.ensemble import IsolationForest

rng = np.random.default_rng(1)
window = rng.normal(size=(256, 8))
records = rng.normal(size=(64, 8))


def fit():
    return IsolationForest(n_estimators=100, max_samples=256, random_state=1).fit(window)


forest = fit()
for line in sys.stdin:
    what, count = line.split()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(int(count)):
        fit() if what == "fit" else forest.score_samples(records)
    print(time.perf_counter() - wall, time.process_time() - cpu, flush=True)
