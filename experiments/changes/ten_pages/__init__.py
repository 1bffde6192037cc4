"""Ten pages with navigation, forms and messages."""
