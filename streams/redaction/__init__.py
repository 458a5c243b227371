"""Detection and replacement of personal data in reconstructed text, one layer a file; `build.build` puts the layers together."""
