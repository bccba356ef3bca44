"""Commands, resources, events and frames: the contract, one module per noun."""
