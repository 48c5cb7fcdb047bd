"""Plans: arranging statements into transactions, hazards, questions to ask first, and the file format."""
