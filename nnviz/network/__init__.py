"""Networks: layers, activations, initialisers, losses and optimisers."""
