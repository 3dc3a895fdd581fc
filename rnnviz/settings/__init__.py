"""What a screen can be asked to show, and its address: fields, typed input, one file a screen."""
