"""One command for a class: an app process for each core behind one port, and a picture of it."""
