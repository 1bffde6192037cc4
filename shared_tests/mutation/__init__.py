"""Small faults made by a library's operators in every module of both sides: how many of them does
the suite detect?"""
