"""SAMI OS API keys: people create, scope and revoke keys; tools use them on the public API."""
