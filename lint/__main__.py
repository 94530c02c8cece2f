"""`python -m lint` is `newslint`."""

from lint.cli import main

if __name__ == "__main__":
    main(prog_name="newslint")
