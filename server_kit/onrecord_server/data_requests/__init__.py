"""What people ask of what is kept about them: weighed, decided by two where it destroys, carried out."""
