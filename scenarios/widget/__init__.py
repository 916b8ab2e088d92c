"""A role-play in a notebook: the customer in a chat, typed or spoken replies, the debrief at the end."""
