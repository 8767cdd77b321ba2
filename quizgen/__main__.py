"""`python -m quizgen`, where the program isn't on the path."""

from quizgen.cli import main

if __name__ == "__main__":
    main()
