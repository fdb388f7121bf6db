using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.EmailChanges;
using NodaTime;

namespace BookingEngine.Tests.Users.EmailChanges;

public sealed class EmailChangeDecisionTests
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly UserId Id = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));
    private static readonly SessionId Session = new(Guid.Parse("01900000-0000-7000-8000-00000000000b"));
    private static readonly Encrypted Old = new("old"), Next = new("next");
    private static readonly UserRegistered Registered = new(Id, Old, new Encrypted("name"), new Encrypted("hash"), Role.Customer);
    private static readonly EmailChangeRequested Requested = Request(1, Now), Newer = Request(2, Now + Duration.FromMinutes(1));
    private static readonly EmailChanged Changed = new(Requested.RequestId, Next, Old, Session);

    [Fact]
    public void A_request_is_recorded_and_announced()
    {
        var user = Given.Events<User>(Registered);
        RequestEmailChangeHandler.Request(user, user, Requested).ThenEvents(Requested, new EmailChangeAnnounced(Requested.RequestId));
    }

    [Fact]
    public void A_request_after_a_changed_password_is_refused()
    {
        var now = Given.Events<User>(Registered, new PasswordChanged(new Encrypted("other"), Session));
        RequestEmailChangeHandler.Request(now, Given.Events<User>(Registered), Requested).ThenRefused("old_password_incorrect");
    }

    [Fact]
    public void The_newest_request_is_completed_within_a_day()
    {
        Confirm(Now + Duration.FromHours(23), Registered, Requested).ThenEvents(Changed);
        Confirm(Now + Duration.FromHours(24), Registered, Requested).ThenRefused("invalid_email_change_token");
        Confirm(Now, Registered, Requested, Newer).ThenRefused("invalid_email_change_token");
        Confirm(Now, Registered).ThenRefused("invalid_email_change_token");
    }

    [Fact]
    public void A_completed_request_changes_nothing_again() => Confirm(Now, Registered, Requested, Changed).ThenEvents();

    [Fact]
    public void A_stopped_request_is_not_completed()
    {
        IDomainEvent[] stops =
        [
            new PasswordChanged(new Encrypted("other"), Session), new PasswordReset(Requested.RequestId, new Encrypted("other")),
            new EmailChangeEnded(Requested.RequestId),
        ];
        Assert.All(stops, stop => Confirm(Now, Registered, Requested, stop).ThenRefused("invalid_email_change_token"));
    }

    [Fact]
    public void A_change_verifies_the_address_and_ends_a_reset()
    {
        var user = Given.Events<User>(Registered, new PasswordResetRequested(Requested.RequestId, "hash", Now), Requested, Changed);
        Assert.Equal((Next, true, null, null), (user.Email, user.IsVerified, user.Reset, user.EmailChange));
    }

    [Fact]
    public void A_deactivation_ends_only_an_earlier_request()
    {
        EndEmailChange.End(Given.Events<User>(Registered, Requested), Now + Duration.FromTicks(1)).ThenEvents(new EmailChangeEnded(Requested.RequestId));
        EndEmailChange.End(Given.Events<User>(Registered, Requested), Now).ThenEvents();
        EndEmailChange.End(Given.Events<User>(Registered), Instant.MaxValue).ThenEvents();
    }

    [Fact]
    public void A_claimed_address_is_freed_unless_the_change_was_completed()
    {
        var read = Given.Events<User>(Registered, Requested);
        AddressReservation.EndChange(read, read).ThenEvents(new EmailChangeEnded(Requested.RequestId));
        AddressReservation.EndChange(Given.Events<User>(Registered, Requested, Changed), read).ThenRefused("email_already_registered");
        AddressReservation.EndChange(Given.Events<User>(Registered, Requested, Newer), read).ThenEvents();
    }

    private static Decision Confirm(Instant now, params IDomainEvent[] events) => ConfirmEmailChangeHandler.Confirm(Given.Events<User>(events), now, Changed);

    private static EmailChangeRequested Request(byte n, Instant at) =>
        new(new Guid(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Next, Session, at + RequestEmailChangeHandler.LinkLifetime);
}
