"""A laboratory for policy on China's three-society linkage (三社联动)."""

__version__ = "0.1.0"
