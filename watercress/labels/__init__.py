"""The 240 labels: what each is, who wears it, which goods bear it."""
