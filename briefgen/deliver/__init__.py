"""Files to people: messages, and the servers that take them.

The stage knows messages and recipients; it knows nothing of articles, meetings or jobs.
"""
