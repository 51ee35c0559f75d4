"""The county's append-only public log: leaves, signed heads and proofs that anyone can check."""
