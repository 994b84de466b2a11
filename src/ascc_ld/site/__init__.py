"""The pages: a complete static site for any host."""
