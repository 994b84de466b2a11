"""The site: pages for people, written from the graph."""
