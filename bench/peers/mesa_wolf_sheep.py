"""Wolves, sheep and grass for Mesa, as library/wolf-sheep/README.md declares them."""
import numpy as np
from mesa import Model
from mesa.discrete_space import CellAgent, OrthogonalMooreGrid


class Animal(CellAgent):
    gain = reproduce = least = 0

    def __init__(self, model, cell, energy):
        super().__init__(model)
        self.cell = cell
        self.energy = energy

    def step(self):
        self.cell = self.cell.neighborhood.select_random_cell()
        self.energy -= 1
        self.feed()
        if self.energy < self.least:
            self.remove()
        elif self.random.random() < self.reproduce:
            self.energy /= 2
            type(self)(self.model, self.cell, self.energy)


class Sheep(Animal):
    gain, least = 5, 1

    @property
    def reproduce(self):
        return self.model.sheep_reproduce

    def feed(self):
        if self.model.countdown[self.cell.coordinate] == 0:
            self.model.countdown[self.cell.coordinate] = self.model.regrow
            self.energy += self.gain


class Wolf(Animal):
    gain, least = 13, 0

    @property
    def reproduce(self):
        return self.model.wolf_reproduce

    def feed(self):
        prey = [animal for animal in self.cell.agents if isinstance(animal, Sheep)]
        if prey:
            self.random.choice(prey).remove()
            self.energy += self.gain


class WolfSheep(Model):
    def __init__(self, seed, side, sheep, wolves, regrow, sheep_reproduce, wolf_reproduce):
        super().__init__(seed=seed)
        self.regrow = regrow
        self.sheep_reproduce = sheep_reproduce
        self.wolf_reproduce = wolf_reproduce
        self.grid = OrthogonalMooreGrid((side, side), torus=True, random=self.random)
        bare = self.rng.permutation(side * side) >= side * side // 2
        countdown = np.where(bare, self.rng.integers(1, regrow, side * side, endpoint=True), 0)
        self.countdown = countdown.reshape(side, side)
        for kind, count in ((Sheep, sheep), (Wolf, wolves)):
            for _ in range(count):
                kind(self, self.grid.all_cells.select_random_cell(), self.random.uniform(1, 2 * kind.gain))

    def step(self):
        self.agents_by_type[Sheep].shuffle_do("step")
        self.agents_by_type[Wolf].shuffle_do("step")
        self.countdown[self.countdown > 0] -= 1

    def outcomes(self):
        def energies(kind):
            return sum(animal.energy for animal in self.agents_by_type[kind])

        return {
            "sheep": len(self.agents_by_type[Sheep]),
            "wolves": len(self.agents_by_type[Wolf]),
            "grass": int((self.countdown == 0).sum()),
            "sheep energy": energies(Sheep),
            "wolf energy": energies(Wolf),
        }
