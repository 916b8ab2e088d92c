"""Two synthetic service calls, with their true transcripts, and the scripts and voices they are made from."""
