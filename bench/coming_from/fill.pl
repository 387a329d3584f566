# Fills an empty Request Tracker 5 with tickets as people have them, through its own API:
#     RT_SITE_CONFIG=… perl fill.pl TICKETS
# Names and words of many scripts, files, pictures in their place, HTML alone, comments, two who
# ask, nobody who asks, copies, fields, empty subjects, every state, merged and deleted tickets.
use strict;
use warnings;
use utf8;
use lib '/usr/share/request-tracker5/lib';
use RT -init;
use MIME::Entity;
use Encode;

srand(7);
my $system = RT->SystemUser;
my @names = ('Inès Ruiz', 'Bea Ōta', 'Jörg Weiß', 'Łukasz Żak', '山田太郎', 'Olga Петрова');
my @words = (
    'Der Drucker geht nicht — bitte helfen.', 'It fails at step 3.',
    "日本語のメール\nzwei Zeilen", 'Ça ne marche plus depuis hier…',
    'Works, thanks!', "> quoted\nBelow the quote 😀",
);
my $picture = pack('H*', join('', qw(
    89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489
    0000000d49444154789c6360000002000001e221bc33 0000000049454e44ae426082
)));

sub head { Encode::encode('MIME-Header', shift) }

sub part {
    my ($type, $words) = @_;
    return (Type => "$type; charset=UTF-8", Encoding => '8bit', Data => [Encode::encode_utf8($words)]);
}

sub mail {
    my ($name, $address, $subject, $said, $ticket) = @_;
    my $words = $words[rand @words] . " [$ticket.$said]\n";
    my %head = (
        From => head($name) . " <$address>", Subject => head($subject),
        'Message-ID' => "<m$ticket.$said\@mail.example>",
    );
    my $kind = ($ticket + $said) % 7;
    if ($kind == 0) {
        my $mail = MIME::Entity->build(%head, Type => 'multipart/mixed');
        $mail->attach(part('text/plain', $words));
        $mail->attach(
            Type => 'application/octet-stream', Encoding => 'base64', Disposition => 'attachment',
            Filename => head("Prüfung $ticket.bin"),
            Data => [pack('C*', map { ($_ * $ticket + $said) % 256 } 0 .. 500 + $ticket)],
        );
        return $mail;
    }
    if ($kind == 1) {
        my $mail = MIME::Entity->build(%head, Type => 'multipart/alternative');
        $mail->attach(part('text/plain', $words));
        $mail->attach(part('text/html', "<p><b>HTML</b> $words</p>"));
        return $mail;
    }
    if ($kind == 2) {
        my $mail = MIME::Entity->build(%head, Type => 'multipart/related');
        $mail->attach(part('text/html', "<p>nur HTML $words <img src=\"cid:p$ticket\@x\"></p>"));
        $mail->attach(
            Type => 'image/png', Encoding => 'base64', Id => "<p$ticket\@x>",
            Filename => 'bild.png', Disposition => 'inline', Data => [$picture],
        );
        return $mail;
    }
    return MIME::Entity->build(%head, part('text/plain', $words));
}

sub agents {
    my @made;
    for my $n (1 .. 5) {
        my $agent = RT::User->new($system);
        $agent->Create(
            Name => "agent$n", EmailAddress => "agent$n\@halden.example",
            RealName => "Agent Nº$n Müller", Privileged => 1,
        );
        $agent->PrincipalObj->GrantRight(Right => 'SuperUser', Object => RT->System);
        push @made, $agent;
    }
    $made[0]->SetPassword('in the bench');
    return @made;
}

sub field {
    my ($name, $type) = @_;
    my $field = RT::CustomField->new($system);
    $field->Create(Name => $name, Type => $type, LookupType => 'RT::Queue-RT::Ticket');
    my $queue = RT::Queue->new($system);
    $queue->Load('General');
    $field->AddToObject($queue);
    return 'CustomField-' . $field->id;
}

my @agents = agents();
RT::Queue->new($system)->Create(Name => 'Netzwerk', CorrespondAddress => 'net@halden.example');
my ($serial, $size) = (field('Serial number', 'FreeformSingle'), field('Größe', 'FreeformMultiple'));
my $everyone = RT::Group->new($system);
$everyone->LoadSystemInternalGroup('Everyone');
for my $right (qw(CreateTicket ReplyToTicket SeeQueue ShowTicket CommentOnTicket)) {
    $everyone->PrincipalObj->GrantRight(Right => $right, Object => RT->System);
}

my @made;
for my $i (1 .. shift // 2000) {
    my $name = $names[$i % 6];
    my $address = sprintf('kunde%d@firma%d.example', $i % 300, $i % 300 % 40);
    my @asks = $i % 23 == 0 ? () : $i % 11 == 0 ? ($address, "zweite$i\@firma3.example") : ($address);
    my $by = $system;
    if (@asks) {
        RT::User->new($system)->LoadOrCreateByEmail(EmailAddress => $asks[0], RealName => $name);
        $by = RT::CurrentUser->new($system);
        $by->LoadByEmail($asks[0]);
    }
    my $subject = $i % 31 == 0 ? '' : "Störung Nr. $i — " . ($i % 2 ? 'Drucker' : 'VPN');
    my $general = $i % 3;
    my $ticket = RT::Ticket->new($by);
    my ($id, undef, $why) = $ticket->Create(
        Queue => $general ? 'General' : 'Netzwerk', Subject => $subject, Requestor => \@asks,
        ($i % 9 == 0 ? (Cc => ['kopie@firma9.example']) : ()), Priority => $i % 50,
        ($general && $i % 5 == 0 ? ($serial => "SN-$i") : ()),
        ($general && $i % 10 == 0 ? ($size => ['groß', '42']) : ()),
        MIMEObj => mail($name, $address, $subject || 'x', 0, $i),
    );
    die "$i: $why" unless $id;
    push @made, $id;
    for my $n (1 .. 1 + int rand 5) {
        my $who = RT::CurrentUser->new($system);
        if ($n % 2) { $who->Load($agents[$i % 5]->id) }
        elsif (@asks) { $who->LoadByEmail($asks[0]) }
        else { $who = $system }
        my $same = RT::Ticket->new($who);
        $same->Load($id);
        my @from = $n % 2 ? ('Agent', 'agent' . ($i % 5 + 1) . '@halden.example') : ($name, $address);
        my $mail = mail(@from, "Re: $subject", $n, $i);
        my ($well, $said) =
            $n == 3 ? $same->Comment(MIMEObj => $mail) : $same->Correspond(MIMEObj => $mail);
        die "$i.$n: $said" unless $well;
    }
    $ticket = RT::Ticket->new($system);
    $ticket->Load($id);
    my $state = (('resolved') x 4, 'rejected', 'stalled', 'open', '')[$i % 8];
    $ticket->SetStatus($state) if $state && $ticket->Status ne $state;
    $ticket->SetOwner($agents[$i % 5]->id) if $i % 4 == 0;
    $ticket->MergeInto($made[-3]) if $i % 40 == 0;
    $ticket->SetStatus('deleted') if $i % 97 == 0;
}
