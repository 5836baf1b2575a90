"""Why every number is that number: derivations as a structure, and their renderings. No Qt."""
