# What Request Tracker is told for `python -m bench coming`: a file of its own, and no mail.
Set($rtname, 'rt.example');
Set($Organization, 'rt.example');
Set($CorrespondAddress, 'rt@halden.example');
Set($CommentAddress, 'rt-comment@halden.example');
Set($WebDomain, 'localhost');
Set($WebPort, $ENV{RT_PORT});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, $ENV{RT_FILE});
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($MailCommand, 'testfile');
Set($BcryptCost, 4); # each request of its API hashes the password anew
1;
