"""Everything that is kept about one person, wherever it lies (个人信息保护法 art. 45)."""
