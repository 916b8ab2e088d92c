"""The moments of the lessons as sound: their recordings with the times of their turns, and what they are made with."""
