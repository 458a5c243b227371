"""What auditors see of redaction: its reports, straight from their topic, whether or not they are in the data set yet."""
