"""One straight way from a link to its numbers: settings, example, network, study, scene.

Every stop is a pure function of those before it. None knows the framework: pages remember what
the stops give, and draw it; a notebook, the command line and the tests walk the same street.
"""
