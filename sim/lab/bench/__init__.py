"""How fast a month is here and in what others would use, measured side by side on one machine in one go."""
