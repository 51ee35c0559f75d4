"""What every portal is made of: tokens, templates, components, forms and the operation runner."""
