"""What leaves the desk: pages and PDFs of calls, agents, the team and calibrations; tables; subtitles with marks; a static site.

Everything opens offline, asks nobody for anything, and holds what people wrote as text.
"""
