"""Which unknowns decide what a policy does: screening, shares of variance, and rankings that flip."""
