"""The commands a policy researcher types; each calls one public function and shows what it answers."""


def main() -> None:
    """Answer one command from the terminal."""
    from sim.cli.command_line import app

    app(prog_name="sanshe")
