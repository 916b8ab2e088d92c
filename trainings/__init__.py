"""Lessons and exercises: judged by the same moves as calls and role-play.

``trainings.lesson(2, "pl")`` gives a lesson's moment, exercises, role-play and progress for a notebook;
``trainings.exercise("02-01", "pl")`` one exercise. Nothing heavy is loaded until the first answer is judged.
"""
