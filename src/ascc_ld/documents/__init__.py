"""Publishing on the Web: which URL serves what, in which format.

The static site (:mod:`ascc_ld.site`), the server (:mod:`ascc_ld.server`) and the rules for hosts
(:mod:`ascc_ld.hosts`) are made from this.
"""
