"""The page Digits: choosing, drawing, training, results."""
