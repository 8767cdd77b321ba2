"""A Typer app with two commands that do nothing, for `--help`."""

import typer

app = typer.Typer()


@app.command()
def one(article: str) -> None:
    """Do nothing."""


@app.command()
def two(article: str) -> None:
    """Do nothing."""


app()
