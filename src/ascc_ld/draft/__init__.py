"""From the text of a declaration to tables that a person reviews.

A cell that a person has to judge begins with ``?``, and a build refuses it: nothing drafted is
published unread.
"""
