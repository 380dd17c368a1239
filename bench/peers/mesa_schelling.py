"""Schelling's segregation for Mesa, as library/schelling/README.md declares it."""
from mesa import Model
from mesa.discrete_space import CellAgent, OrthogonalMooreGrid


class Resident(CellAgent):
    def __init__(self, model, cell, group):
        super().__init__(model)
        self.cell = cell
        self.group = group
        self.happy = False

    def step(self):
        around = self.cell.get_neighborhood(radius=self.model.radius)
        alike = sum(other.group == self.group for other in around.agents)
        self.happy = alike >= self.model.wanted
        if not self.happy:
            self.cell = self.model.grid.select_random_empty_cell()


class Schelling(Model):
    def __init__(self, seed, side, agents, radius, wanted):
        super().__init__(seed=seed)
        self.radius = radius
        self.wanted = wanted
        self.grid = OrthogonalMooreGrid((side, side), torus=False, capacity=1, random=self.random)
        cells = self.random.sample(self.grid.all_cells.cells, agents)
        for i, cell in enumerate(cells):
            Resident(self, cell, i % 2)

    def step(self):
        self.agents.shuffle_do("step")

    def outcomes(self):
        alike = total = 0
        for agent in self.agents:
            for other in agent.cell.get_neighborhood(radius=self.radius).agents:
                total += 1
                alike += other.group == agent.group
        return {
            "happy": sum(agent.happy for agent in self.agents),
            "segregation": alike / total,
        }
