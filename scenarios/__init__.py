"""Role-play with a customer who reacts to the moves you make."""
