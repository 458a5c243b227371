"""The recordings that the demo plays: a person by script at a real desktop and in a real browser, recorded by the real agent."""
