"""The composition root: the one module that builds the parts and joins them."""
