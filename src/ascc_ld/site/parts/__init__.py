"""What pages share: words, links, facts, the text of a declaration."""
