"""The server: documents by negotiation, and a SPARQL endpoint that one query cannot hold up.

Speaks HTTP (https://www.rfc-editor.org/rfc/rfc9110) and the SPARQL 1.1 Protocol
(https://www.w3.org/TR/sparql11-protocol/).  Queries run in processes of their own, which have no
way to the network and are ended when their time is over.
"""
