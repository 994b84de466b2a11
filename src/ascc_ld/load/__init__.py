"""Load named graphs into triple stores of several kinds.

A store can be checked, can take a graph, return it, and delete a graph that was loaded here
(:class:`~ascc_ld.load.store.GraphStore`; what each kind has of its own, ``stores.toml``).
:mod:`ascc_ld.load.loading` sends named graphs one after the other and proves that each arrived;
:mod:`ascc_ld.load.connection` opens a store by its name and URL.
"""
