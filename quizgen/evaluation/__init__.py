"""How good each stage is, on gold that others wrote: `quizgen evaluate FOLDER`."""
