"""What each page shows and what its clicks mean, without Qt: every presenter is tested without a window."""
