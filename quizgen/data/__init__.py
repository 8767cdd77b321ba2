"""Small tables of ours; README.md says what each is and whence it comes."""
