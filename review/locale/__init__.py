"""The texts people read, one file a language; ``python -m review.locale`` keeps them in step with the code."""
