"""One cell, or a column of them, as numbers: signs for missing, decimal signs, units, sentinels."""
