"""Which agency or officer a row names, and what a person decided about look-alikes."""
