"""The one way to servers of others: endpoints, reconciliation services, triple stores.

Each request names the program and its makers, is bounded in time and, where it is read whole, in
size; an address never carries a password; every failure has a name and an address.
:mod:`ascc_ld.queries.remote`, :mod:`ascc_ld.links.transport` and :mod:`ascc_ld.load.exchange`
say what is asked, and what an answer means.
"""
