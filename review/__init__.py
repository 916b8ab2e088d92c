"""The review room: the report of a call now; sampling, agreement and the desk stand on it later."""
