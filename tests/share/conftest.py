"""What is passed on is asked as the outputs are."""

from tests.outputs.conftest import get, hostile, indexed

__all__ = ["get", "hostile", "indexed"]
