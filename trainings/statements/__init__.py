"""What a learning management system is told: xAPI statements of attempts, and the lessons as a cmi5 package.

Nothing is sent from here. Statements are written to a file for whoever wants to hand them in; a package reports only to the
system that launched it.
"""

from trainings.statements.xapi import Learner, statements

__all__ = ["Learner", "statements"]
