"""The latent model: a world in memory, a seed, and what people do in it. No Django, no clock."""
