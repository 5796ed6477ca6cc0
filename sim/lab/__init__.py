"""Questions asked of the model: designs, worlds, runs and what their differences mean."""
