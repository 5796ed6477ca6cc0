"""The kinds of agents: what each of them is (its columns) and what it decides (its methods)."""
