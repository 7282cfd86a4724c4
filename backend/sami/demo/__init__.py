"""The demo workspaces: the same on every machine, never in production."""
