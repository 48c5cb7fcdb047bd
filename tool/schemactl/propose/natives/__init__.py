"""Natives: one module per kind for which we write better statements than migra or than dropping and creating again."""
