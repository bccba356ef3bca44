"""Reports, cases, appeals and notices: what is reviewed, by whom, and who is told."""
