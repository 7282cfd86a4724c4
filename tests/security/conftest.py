from tests.security.two_processes import processes, processes_database, two

__all__ = ["processes", "processes_database", "two"]
