"""What a person takes along: a trained network as code, tables, the configuration, a report."""
