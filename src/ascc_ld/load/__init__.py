"""Loading into triple stores: one thin adapter a store behind one set of verbs.

A store is asked whether it answers, takes a graph, gives a graph back, and deletes a graph that it
was given here (:class:`~ascc_ld.load.store.GraphStore`).  :mod:`ascc_ld.load.loading` sends
named graphs one after the other and proves that each arrived; :mod:`ascc_ld.load.connection`
opens a store by its name and URL.
"""
