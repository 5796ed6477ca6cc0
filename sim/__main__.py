"""`python -m sim` is `sanshe`."""

from sim.cli import main

main()
