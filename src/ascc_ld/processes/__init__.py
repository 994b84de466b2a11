"""Work in another process, which can be ended whatever it is doing.

Engines run in native code, where neither a signal nor an exception reaches them; a process can be
killed at any time.  :mod:`~ascc_ld.processes.launch` is the side that asks,
:mod:`~ascc_ld.processes.worker` the side that answers.
"""
