"""Plots of results with matplotlib, which is imported when something is drawn.

The modules know nothing of results: they take names and numbers, and return Axes.
"""
