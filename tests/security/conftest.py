from tests.security.two_processes import processes, two

__all__ = ["processes", "two"]
