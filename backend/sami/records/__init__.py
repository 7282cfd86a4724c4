"""The code that all record collections share: JSON, lists, cursors, changes. A resource adds its columns and rules."""
