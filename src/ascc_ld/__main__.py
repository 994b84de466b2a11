"""``python -m ascc_ld``: the command line, where its own name is not on the path."""

from ascc_ld.cli import main

if __name__ == "__main__":
    main()
