"""What rules of retention ask, and how an officer's answer is carried out."""
