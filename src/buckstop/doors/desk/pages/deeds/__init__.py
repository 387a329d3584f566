"""Who did what: log-ins, changes of who may do what, exports, looks at marked customers."""
