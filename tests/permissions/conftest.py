"""What the matrix is tried on."""

from tests.permissions.world import world

__all__ = ["world"]
