"""The plan of the audit: objectives, questions, steps, planning pages, control tests; what approval freezes."""
