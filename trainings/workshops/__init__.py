"""Workshops: a plan of steps, a room people join from their own browser, a wall, and a handout at the end.

``trainings.workshop("ninety_minutes", lang="pl")`` opens one in a notebook; docs/workshops.md tells a trainer how.
"""
