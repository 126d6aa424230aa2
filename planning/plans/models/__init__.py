"""The cycle of planning: its phases, and the milestones that something came of."""

from planning.plans.models.cycles import CyclePhase, Milestone, PlanningCycle

__all__ = ["CyclePhase", "Milestone", "PlanningCycle"]
