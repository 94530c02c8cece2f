"""Rules of the family house: what a newsroom's own settings, the table `[house]`, ask for; silent without them."""
