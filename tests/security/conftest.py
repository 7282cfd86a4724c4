from tests.security.two import processes, two

__all__ = ["processes", "two"]
