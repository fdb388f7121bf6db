using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Privacy;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>The golden files of users and of the team: see <see cref="StoredSnapshotShapeTests"/>.</summary>
public sealed class StoredPeopleShapeTests
{
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001"), LaterId = Guid.Parse("01900000-0000-7000-8000-000000000002");
    private static readonly Instant Eight = Instant.FromUtc(2031, 6, 2, 8, 0);

    [Fact]
    public void A_stored_team_keeps_its_shape() => StoredSnapshotShapeTests.AssertShape("team.v3", Given.Events<Team>(
        new RoleChanged(new UserId(LaterId), Role.Admin, null, null),
        new RoleChanged(new UserId(Id), Role.Staff, new UserId(LaterId), null),
        new StaffLinked(new UserId(Id), [new ResourceId("chair-1")], new UserId(LaterId), null),
        new UserDeactivated(new UserId(LaterId), new UserId(Id), null),
        new UserDeactivated(new UserId(Id), new UserId(LaterId), null),
        new UserReactivated(new UserId(LaterId), null, null),
        new SecondFactorExempted(new UserId(Id), new UserId(LaterId), null),
        new SecondFactorExempted(new UserId(LaterId), null, null),
        new SecondFactorExemptionEnded(new UserId(Id), new UserId(LaterId), null)));

    [Fact]
    public void A_stored_user_keeps_its_shape() => StoredSnapshotShapeTests.AssertShape("user.v4", Given.Events<User>(
        new UserRegistered(new UserId(Id), new Encrypted("bWFpbA=="), new Encrypted("bmFtZQ=="), new Encrypted("aGFzaA=="), Role.Customer),
        new EmailVerificationRequested(Id, Eight),
        new EmailVerified(new UserId(Id)),
        new PasswordRehashed(new Encrypted("cmVoYXNoZWQ=")),
        new PasswordResetRequested(Id, "0123abcd", Eight),
        new PasswordReset(Id, new Encrypted("cmVzZXQ=")),
        new PasswordChanged(new Encrypted("Y2hhbmdlZA=="), new SessionId(Id)),
        new ProfileUpdated(new Encrypted("bmFtZQ==")),
        new EmailChangeRequested(Id, new Encrypted("bmV4dA=="), new SessionId(Id), Eight),
        new EmailChanged(Id, new Encrypted("bmV4dA=="), new Encrypted("bWFpbA=="), new SessionId(Id)),
        new EmailVerificationRequested(LaterId, Eight),
        new PasswordResetRequested(LaterId, "4567cdef", Eight),
        new EmailChangeRequested(LaterId, new Encrypted("bWFpbA=="), new SessionId(LaterId), Eight),
        new SecondFactorRequested(Id, new Encrypted("c2VjcmV0"), Eight),
        new SecondFactorConfirmed(Id, 64_580_000, ["0123abcd", "4567ef01"], new SessionId(Id)),
        new SecondFactorUsed(64_580_001),
        new RecoveryCodeUsed("0123abcd"),
        new RemindersSwitched(AreOn: false),
        new SecondFactorRequested(LaterId, new Encrypted("b3RoZXI="), Eight)));

    [Fact]
    public void A_user_without_a_password_is_stored_and_read()
    {
        var abandoned = new StateAt<User>(Id, Given.Events<User>(new RegistrationAbandoned(new UserId(Id))));
        Assert.Equal(abandoned, User.Shape.Read(User.Shape.Write(abandoned)));
    }
}
