"""Both implementations divided into two services, accounts and catalogue: a patch each, and its
cost."""
