"""Work in another process, which can be killed at any time.

An engine in native code cannot be interrupted by a signal or an exception, but its process can be
killed.  :mod:`~ascc_ld.processes.launch` is the parent's side,
:mod:`~ascc_ld.processes.worker` the worker's.
"""
