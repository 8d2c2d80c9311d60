"""Work in a process of its own: whatever becomes of it there, the program goes on."""
