"""What ``ascc-ld query`` and :func:`ascc_ld.query` do: ask the project, files or an endpoint."""
