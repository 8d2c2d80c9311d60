"""Tables as Qt asks for them."""
