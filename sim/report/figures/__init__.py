"""Pictures of what policies change: tables in, figures out, readable in colour, in grey and in print."""
