"""Whether the cases of a check would notice that it is wrong: each change of its text is tried on all of them."""
