"""On which conditions a policy fails: boxes of conditions and trees, and how far to trust them."""
