"""Boids for Mesa, as library/flocking/README.md declares them."""
import numpy as np
from mesa import Model
from mesa.experimental.continuous_space import ContinuousSpace, ContinuousSpaceAgent


class Bird(ContinuousSpaceAgent):
    def __init__(self, space, model, position, velocity):
        super().__init__(space, model)
        self.position = position
        self.velocity = velocity

    def step(self):
        model = self.model
        others, distances = self.get_neighbors_in_radius(model.vision)
        velocity = self.velocity
        if others:
            ways = self.space.calculate_difference_vector(self.position, others)
            cohere = ways.mean(axis=0) * model.cohere
            separate = -ways[distances < model.separation].sum(axis=0) / len(others) * model.separate
            match = np.mean([other.velocity for other in others], axis=0) * model.match
            velocity = (velocity + cohere + separate + match) / 2
            length = np.sqrt(velocity @ velocity)
            velocity = velocity / length if length > 0 else self.velocity
        self.velocity = velocity
        self.position = self.position + velocity * model.speed


class Flocking(Model):
    def __init__(self, seed, side, birds, vision, speed, separation, cohere, separate, match):
        super().__init__(seed=seed)
        self.vision, self.speed, self.separation = vision, speed, separation
        self.cohere, self.separate, self.match = cohere, separate, match
        self.space = ContinuousSpace([[0, side], [0, side]], torus=True, random=self.random, n_agents=birds)
        for _ in range(birds):
            angle = self.rng.uniform(0, 2 * np.pi)
            Bird(self.space, self, self.rng.uniform(0, side, 2), np.array([np.cos(angle), np.sin(angle)]))

    def step(self):
        self.agents.shuffle_do("step")

    def outcomes(self):
        mean = np.mean([bird.velocity for bird in self.agents], axis=0)
        around = [np.sort(self.space.calculate_distances(bird.position)[0]) for bird in self.agents]
        return {
            "polarisation": float(np.sqrt(mean @ mean)),
            "nearest": float(np.mean([distances[1] for distances in around])),
            "neighbours": float(np.mean([(distances <= self.vision).sum() - 1 for distances in around])),
        }
