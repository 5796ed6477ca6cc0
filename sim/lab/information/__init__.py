"""What it would be worth to know an unknown before a policy is chosen."""
