using BookingEngine.Privacy;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using NodaTime;

namespace BookingEngine.Tests.Recovery;

/// <summary>Messages can repeat and change order. A request that has ended stays ended.</summary>
public sealed class RecoveryDecisionTests
{
    private static readonly Instant Expiry = Instant.FromUtc(2030, 1, 1, 13, 0);
    private static readonly UserId Id = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));
    private static readonly UserRegistered Registered = new(Id, new Encrypted("mail"), new Encrypted("name"), new Encrypted("hash"), Role.Customer);
    private static readonly PasswordResetRequested Older = Request("01900000-0000-7000-8000-000000000001");
    private static readonly PasswordResetRequested Newer = Request("01900000-0000-7000-8000-000000000002");

    [Fact]
    public void A_request_is_recorded_once() => BeginRecoveryHandler.Request(Given.Events<User>(Registered, Older), Older).ThenEvents();

    [Fact]
    public void A_newer_request_is_recorded() => BeginRecoveryHandler.Request(Given.Events<User>(Registered, Older), Newer).ThenEvents(Newer);

    [Fact]
    public void An_older_request_that_repeats_does_not_supersede_a_newer_one() =>
        BeginRecoveryHandler.Request(Given.Events<User>(Registered, Older, Newer), Older).ThenEvents();

    [Fact]
    public void A_repeated_request_does_not_revalidate_a_used_token()
    {
        var used = new PasswordReset(Older.RequestId, new Encrypted("newer"));
        BeginRecoveryHandler.Request(Given.Events<User>(Registered, Older, used, Newer), Older).ThenEvents();
    }

    [Fact]
    public void An_unregistered_address_cannot_be_recovered()
    {
        BeginRecoveryHandler.Request(Given.Events<User>(), Older).ThenEvents();
        BeginRecoveryHandler.Request(Given.Events<User>(new RegistrationAbandoned(Id)), Older).ThenEvents();
    }

    private static PasswordResetRequested Request(string id) => new(Guid.Parse(id), $"hash of {id}", Expiry);
}
