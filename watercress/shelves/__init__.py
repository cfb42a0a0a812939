"""What people want, have and had, what they say of it, and the lists they make."""
