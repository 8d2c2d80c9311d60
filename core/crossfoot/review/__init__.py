"""What auditors do with outcomes: decide exceptions, write findings and recommendations."""
