"""SAMI OS API keys: people create, scope and revoke keys; tools use them on the public API."""

#: The release, as the published documents, the package and the newest heading in CHANGELOG.md name it. `make release`
#: changes it.
__version__ = "1.0.0"
