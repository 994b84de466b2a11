"""The main job: from a project to a folder of published files.

The room is not called ``build``, since :func:`ascc_ld.build` is.
"""
