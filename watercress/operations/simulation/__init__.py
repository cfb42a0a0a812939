"""
A town grown from latent tastes: people come, look, like, join and want, and come back or not.

`model` is pure and knows nothing of databases: who is here, and what each of them does when. Around it, `loading`
reads a town into it, `keeping` writes what people did back in bulk, and `running` lets the time pass.
"""
