"""Makes the two tables that syllables are counted from; needs nothing but the kit itself."""
