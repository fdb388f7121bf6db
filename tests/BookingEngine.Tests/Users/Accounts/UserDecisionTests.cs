using BookingEngine.Privacy;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Tests.Users.Accounts;

public sealed class UserDecisionTests
{
    private static readonly UserId Id = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));
    private static readonly UserRegistered Registered = new(Id, new Encrypted("mail"), new Encrypted("name"), new Encrypted("hash"), Role.Customer);
    private static readonly RegistrationAbandoned Abandoned = new(Id);

    [Fact]
    public void An_unknown_user_registers() => RegisterUserHandler.Register(Given.Events<User>(), Registered, null).ThenEvents(Registered);

    [Fact]
    public void A_registered_user_does_not_register_again() =>
        RegisterUserHandler.Register(Given.Events<User>(Registered), Registered, null).ThenRefused("email_already_registered");

    [Fact]
    public void An_abandoned_registration_cannot_be_completed() =>
        RegisterUserHandler.Register(Given.Events<User>(Abandoned), Registered, null).ThenRefused("email_already_registered");

    [Fact]
    public void An_incomplete_registration_is_abandoned() =>
        AddressReservation.Abandon(Given.Events<User>(), Id).ThenEvents(Abandoned);

    [Fact]
    public void Abandoning_again_changes_nothing() => AddressReservation.Abandon(Given.Events<User>(Abandoned), Id).ThenEvents();

    [Fact]
    public void A_completed_registration_is_not_abandoned() =>
        AddressReservation.Abandon(Given.Events<User>(Registered), Id).ThenRefused("email_already_registered");

    [Fact]
    public void A_verified_password_is_rehashed()
    {
        var user = Given.Events<User>(Registered);
        SignInHandler.Rehash(user, user, new PasswordRehashed(new Encrypted("newer"))).ThenEvents(new PasswordRehashed(new Encrypted("newer")));
        Assert.Equal(new Encrypted("newer"), Given.Events<User>(Registered, new PasswordRehashed(new Encrypted("newer"))).PasswordHash);
    }

    [Fact]
    public void A_password_changed_meanwhile_is_not_rehashed()
    {
        var verified = Given.Events<User>(Registered);
        var now = Given.Events<User>(Registered, new PasswordRehashed(new Encrypted("other")));
        SignInHandler.Rehash(now, verified, new PasswordRehashed(new Encrypted("newer"))).ThenEvents();
    }
}
