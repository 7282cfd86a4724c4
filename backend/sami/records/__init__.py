"""What every record collection shares: its JSON, its lists, its cursors. A resource adds its columns and its rules."""
