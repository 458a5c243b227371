"""Looking after the data set: info, verify."""
