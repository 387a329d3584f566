"""The status page: read by anybody, or by who has its address; a GET changes nothing."""
