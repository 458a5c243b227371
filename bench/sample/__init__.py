"""The recording that the demo plays: a person by script at a real desktop, recorded by the real agent."""
