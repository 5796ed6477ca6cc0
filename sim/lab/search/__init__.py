"""Which levers to pull: the cheapest policy that reaches a target, and what can be had of several outcomes at once."""
