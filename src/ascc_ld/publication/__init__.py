"""The one door between the reader of declarations and the publisher of graphs."""
