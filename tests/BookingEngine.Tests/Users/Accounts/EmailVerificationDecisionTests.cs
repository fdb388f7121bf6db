using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Verification;
using NodaTime;

namespace BookingEngine.Tests.Users.Accounts;

public sealed class EmailVerificationDecisionTests
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly UserId Id = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));
    private static readonly UserRegistered Registered = new(Id, new Encrypted("mail"), new Encrypted("name"), new Encrypted("hash"), Role.Customer);
    private static readonly EmailVerificationRequested Requested = Request(1, Now), Newer = Request(2, Now + Duration.FromMinutes(6));

    [Fact]
    public void The_newest_link_verifies_for_a_day() => Verify(Requested, Now + Duration.FromHours(23), Registered, Requested).ThenEvents(new EmailVerified(Id));

    [Fact]
    public void A_link_a_day_old_does_not_verify() =>
        Verify(Requested, Now + Duration.FromHours(24), Registered, Requested).ThenRefused("invalid_verification_token");

    [Fact]
    public void A_superseded_link_does_not_verify() => Verify(Requested, Now, Registered, Requested, Newer).ThenRefused("invalid_verification_token");

    [Fact]
    public void A_link_used_again_changes_nothing() => Verify(Requested, Now, Registered, Requested, new EmailVerified(Id)).ThenEvents();

    [Fact]
    public void An_unknown_user_is_not_verified() => Verify(Requested, Now).ThenRefused("invalid_verification_token");

    [Fact]
    public void A_sign_in_soon_after_the_mail_sends_no_second_mail() =>
        EmailVerification.RequestAgain(Given.Events<User>(Registered, Requested), Request(2, Now + Duration.FromMinutes(4))).ThenEvents();

    [Fact]
    public void A_later_sign_in_sends_a_new_link() =>
        EmailVerification.RequestAgain(Given.Events<User>(Registered, Requested), Newer).ThenEvents(Newer);

    [Fact]
    public void A_registration_may_require_verification_in_the_same_commit() =>
        RegisterUserHandler.Register(Given.Events<User>(), Registered, Requested).ThenEvents(Registered, Requested);

    private static Decision Verify(EmailVerificationRequested link, Instant now, params IDomainEvent[] events) =>
        VerifyEmailHandler.Verify(Given.Events<User>(events), link.RequestId, now);

    private static EmailVerificationRequested Request(byte n, Instant at) =>
        new(new Guid(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), at + EmailVerification.LinkLifetime);
}
