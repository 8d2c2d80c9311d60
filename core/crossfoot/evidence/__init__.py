"""Evidence beside data: the register, interviews, citations, request items, data collection instruments."""
