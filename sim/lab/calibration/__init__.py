"""Which values of the uncertain coefficients the facts leave possible: history matching, then acceptance of real runs.

History matching (Craig, Goldstein, Seheult & Smith 1997, *Case Studies in Bayesian Statistics* 3:37;
Vernon, Goldstein & Bower 2010, *Bayesian Analysis* 5:619; Andrianakis et al. 2015, *PLoS Comput. Biol.*
11:e1003968) rules out, wave by wave, what an emulator shows to be far from the facts. What is left is
run, and kept where the runs themselves come near the facts (approximate Bayesian computation).
"""
