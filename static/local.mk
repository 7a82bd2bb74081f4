### static
