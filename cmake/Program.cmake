# The program, the tests of the whole house, what is installed, and what the package holds.
