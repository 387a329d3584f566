"""What can happen in a course, one function each; `table` has their names."""
