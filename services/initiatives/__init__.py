"""Initiative rights: what villagers and representatives may demand, and the duty it makes."""
