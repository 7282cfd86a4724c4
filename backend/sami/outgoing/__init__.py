"""Sends requests to URLs that users have chosen."""
