"""The pages as widgets: they show a state and pass clicks on, and decide nothing."""
