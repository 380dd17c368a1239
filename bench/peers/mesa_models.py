"""
Outcomes of the declared models on Mesa. Answers each line of JSON {"model", "seed", "parameters", "steps": [1, 5, …]}
with one: the wall seconds of the run, construction included, and the outcomes after each of those steps.
"""
import json
import sys
import time

from mesa_flocking import Flocking
from mesa_schelling import Schelling
from mesa_wolf_sheep import WolfSheep

MODELS = {"schelling": Schelling, "flocking": Flocking, "wolf-sheep": WolfSheep}

for line in sys.stdin:
    job = json.loads(line)
    outcomes = []
    seconds = 0
    began = time.perf_counter()
    model = MODELS[job["model"]](job["seed"], **job["parameters"])
    for step in range(1, job["steps"][-1] + 1):
        model.step()
        if step in job["steps"]:
            seconds += time.perf_counter() - began
            outcomes.append(model.outcomes())
            began = time.perf_counter()
    print(json.dumps({"seconds": seconds, "outcomes": outcomes}), flush=True)
