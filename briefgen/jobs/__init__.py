"""Jobs that run by themselves: their configuration, what they remember, their runs and times."""
