"""What is suggested to whom, and why."""
